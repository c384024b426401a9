import { expect, test } from 'vitest';
import { intervalDrift, noon } from '../../../test/support/daemonState.ts';
import { aView, textOf } from '../../../test/support/view.ts';
import { Changes } from './changes.tsx';

const group = (number: number) =>
  Array.from({ length: number }, (_, index) => ({
    ...{ tenant: `t${index}`, sync: { name: 'Ebay', salesChannel: null }, mode: 'observe' as const },
    fields: [intervalDrift(600, 300)],
    held: [{ name: 'interval', why: 'contested' as const, until: noon + 60_000 }],
  }));

test('what many tenants have in common is said once, with a fold of their names', () => {
  const html = `${Changes({ view: aView(), groups: [group(30)], tenants: 60 })}`;
  expect(html).toContain('on 30 of 60 tenants');
  expect(html).toContain('observed only');
  expect(textOf(html).match(/10m → 5m/g)).toHaveLength(1);
  expect(html).toMatch(/Contested, left alone until/);
  expect(html).toContain('<summary>30 tenants</summary>');
});
