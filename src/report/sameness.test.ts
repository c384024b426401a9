import { expect, it } from 'vitest';
import { aChange, anInterval, anOptionChange } from '../../test/support/report.ts';
import { durationOfSeconds } from '../model/duration.ts';
import { Concealed } from '../model/secret.ts';
import { groupsOf, type Told } from './sameness.ts';

const option = (type: string) => ({ id: type, name: 'Limit', type });
const sizes = (...changes: Parameters<typeof groupsOf>[0]) => groupsOf(changes).map((group) => group.length);

it('what means the same on several tenants is one group, however each spells it', () => {
  const on = (tenant: string, before: string) =>
    aChange({ tenant, fields: [anOptionChange({ option: option('decimal'), before, after: '2' })] });
  const same = [on('a', '1.50'), on('b', '1,5'), on('c', '1.5')];
  expect(sizes(...same, on('d', '1.6'))).toEqual([3, 1]);
});

it('secrets count as equal, since nobody sees them differ', () => {
  const on = (tenant: string, secret: string) =>
    aChange({
      tenant,
      fields: [anOptionChange({ option: option('string'), before: null, after: new Concealed(secret) })],
    });
  expect(sizes(on('a', 'x'), on('b', 'y'), on('c', 'z'))).toEqual([3]);
});

it('another mode is another group, and a tenant is in each group once', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((tenant) => aChange({ tenant })) as [Told, Told, Told];
  expect(sizes(a, b, { ...c, mode: 'observe' })).toEqual([1, 1, 1]);
  expect(sizes(a, a, b, c)).toEqual([3, 1]);
});

it('what is to become the same is one group, where enough of it was not the same before', () => {
  const from = (tenant: string, seconds: number) =>
    aChange({ tenant, fields: [anInterval({ before: durationOfSeconds(seconds) })] });
  const same = ['a', 'b', 'c'].map((tenant) => from(tenant, 600));
  expect(sizes(...same, from('d', 60), from('e', 61), from('f', 62), from('g', 600))).toEqual([4, 3]);
  expect(sizes(...same, from('d', 60))).toEqual([3, 1]);
});
