import { expect, test } from 'vitest';
import { aClaim, anOption, aSync, aTenant, env, located, plain, wants } from '../../test/support/build.ts';
import type { WantedFields } from '../model/document.ts';
import { durationOfSeconds } from '../model/duration.ts';
import { describedBy } from './described.ts';

const option = anOption();
const sync = aSync({ options: [option] });
const tenant = aTenant([sync]);

const wider = (...layers: WantedFields[]) => aClaim({ rank: 1, layers });
const orders = (value: string) => wants(undefined, { 'Create orders': plain(value) });
const night = (fields: WantedFields) => ({
  ...fields,
  start: located('0 2 * * *'),
  duration: durationOfSeconds(60),
});

test.each([
  ['what Wawi has', [wider(orders('False'))], 'same'],
  ['another value', [wider(orders('true'))], 'other'],
  ['a value that the type cannot hold', [wider(orders('many'))], 'other'],
  ['a secret, which nobody reads', [wider(wants(undefined, { 'Create orders': env('KEY') }))], 'same'],
  ['two values of one rank', [wider(orders('false')), wider(orders('true'))], 'other'],
  [
    'what a higher rank overrides',
    [wider(orders('true')), { ...wider(orders('false')), rank: 2 as const }],
    'same',
  ],
  [
    'something while a window is open, which it is not',
    [{ ...wider(wants(600)), windows: [night(orders('true'))] }],
    'same',
  ],
  ['nothing of it', [wider(wants(600))], undefined],
])('wider documents that want %s', (_what, claims, say) => {
  const described = describedBy(tenant, claims);
  expect(described.sayOn(sync, option)).toBe(say);
  expect([...described.named]).toEqual([[sync, undefined]]);
});

test('a field with one value is told of like an option', () => {
  expect(describedBy(tenant, [wider(wants(600))]).sayOn(sync, 'interval')).toBe('same');
  expect(describedBy(tenant, [wider(wants(601))]).sayOn(sync, 'interval')).toBe('other');
  expect(describedBy(tenant, [wider(orders('true'))]).sayOn(sync, 'interval')).toBeUndefined();
});

test('a document that may mean either of two syncs names both, and what is wrong with it is told', () => {
  const twins = aTenant([sync, aSync({ id: 'other', salesChannel: 'Outlet' })]);
  const { named, problems } = describedBy(twins, [aClaim()]);
  expect([...named.keys()]).toEqual(twins.syncs);
  expect(problems.map(({ code }) => code)).toEqual(['ambiguous-sync']);
});

test('an option stands where the highest rank names it, for whichever sync', () => {
  const amazon = aSync({ id: 'other', name: 'Amazon', options: [option] });
  const claims = [
    wider(orders('true')),
    aClaim({ select: { kind: 'name', name: 'Amazon' }, layers: [orders('true')] }),
  ];
  const { optionFiles, named } = describedBy(aTenant([sync, amazon]), claims);
  expect(optionFiles.get(option.id)).toBe(claims[1]!.layers[0]!.configs[0]!.value.origin.file);
  expect(named.get(amazon)).toBe(claims[1]!.sync.origin);
});
