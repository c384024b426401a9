import { expect, it } from 'vitest';
import { aChange, anOptionChange } from '../../test/support/report.ts';
import { Concealed } from '../model/secret.ts';
import { groupsOf } from './sameness.ts';

const option = (type: string) => ({ id: type, name: 'Limit', type });
const sizes = (...changes: Parameters<typeof groupsOf>[0]) => groupsOf(changes).map((group) => group.length);

it('what means the same on several tenants is one group, however each spells it', () => {
  const on = (tenant: string, before: string) =>
    aChange({ tenant, fields: [anOptionChange({ option: option('decimal'), before, after: '2' })] });
  expect(sizes(on('a', '1.50'), on('b', '1,5'), on('c', '1.6'))).toEqual([2, 1]);
});

it('secrets count as equal, since nobody sees them differ', () => {
  const on = (tenant: string, secret: string) =>
    aChange({
      tenant,
      fields: [anOptionChange({ option: option('string'), before: null, after: new Concealed(secret) })],
    });
  expect(sizes(on('a', 'x'), on('b', 'y'))).toEqual([2]);
});

it('another mode is another group, and a tenant is in each group once', () => {
  expect(sizes(aChange({ tenant: 'a' }), aChange({ tenant: 'b', mode: 'observe' }))).toEqual([1, 1]);
  expect(sizes(aChange({ tenant: 'a' }), aChange({ tenant: 'a' }), aChange({ tenant: 'b' }))).toEqual([2, 1]);
});
