import { expect, it } from 'vitest';
import { anOption, aSync, aTenant, at } from '../../test/support/build.ts';
import { ambiguousSync, mistyped, optionName, unknownSync } from './matchProblems.ts';

const [shop, market] = [aSync({ id: 'a', salesChannel: 'Shop' }), aSync({ id: 'b', salesChannel: 'Market' })];
const tenant = aTenant([shop, market]);

it('a name that fits several syncs lists them all, and how to tell them apart', () => {
  const { message, hint } = ambiguousSync('acme', { kind: 'name', name: shop.name }, [shop, market], at());
  expect(message).toContain(`${shop.name} (Shop) a, ${market.name} (Market) b`);
  expect(hint).toContain('salesChannel');
});

it('a name that fits none is told the nearest name, or the nearest sales channel', () => {
  const hintOf = (name: string, salesChannel?: string) =>
    unknownSync(tenant, { kind: 'name', name, ...(salesChannel && { salesChannel }) }, at()).hint;
  expect(hintOf(`${shop.name}y`)).toContain(`\`${shop.name}\``);
  expect(hintOf(shop.name, 'Shopp')).toContain('`Shop`');
});

it('a value that its type cannot hold is not shown', () => {
  const option = anOption({ type: 'int' });
  const { message } = mistyped(optionName('acme', shop, option), option, 'is a whole number', at());
  expect(message).toBe(
    `\`${option.name}\` of ${shop.name} (Shop) on acme has the type int, which is a whole number`,
  );
});
