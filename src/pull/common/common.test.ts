import { expect, test } from 'vitest';
import { aSync } from '../../../test/support/build.ts';
import { type CommonSync, commonOf } from './common.ts';
import { type Offer, type OfferedSync, type OfferedValue, scalarFields } from './offers.ts';

const value = (meaning: string, changes: Partial<OfferedValue> = {}): Offer => ({
  ...{ kind: 'value', meaning, yaml: meaning, type: 'text', leeway: 'open', ...changes },
});
const secret: Offer = { kind: 'secret', reason: 'its name looks like a secret' };

type Syncs = Readonly<Record<string, Readonly<Record<string, Offer>>>>;

function tenant(syncs: Syncs): ReadonlyMap<string, OfferedSync> {
  return new Map(
    Object.entries(syncs).map(([name, fields]) => [
      name,
      { sync: aSync({ name }), fields: new Map(Object.entries(fields)) },
    ]),
  );
}

/** What is asked for of `Ebay` by documents for all of them. */
function asked(share: number, ...fields: (Offer | undefined)[]) {
  const tenants = fields.map((offer) => tenant({ Ebay: offer ? { Note: offer } : {} }));
  return askedBy(commonOf(tenants, share));
}

function askedBy(common: readonly CommonSync[]) {
  return common.flatMap(({ yaml, fields }) =>
    fields.flatMap((field) => (field.kind === 'asked' ? [[yaml, field.name, field.yaml]] : [])),
  );
}

const isAsked = (yaml: string) => [['Ebay', 'Note', yaml]];

test('the value that most have is asked of all, from the share on', () => {
  const some = [value('a'), value('b'), value('b'), value('b'), value('b')];
  expect(asked(0.8, ...some)).toEqual(isAsked('b'));
  expect(asked(0.81, ...some)).toEqual([]);
  expect(asked(0.2, ...some)).toEqual(isAsked('b'));
});

test('what holds where nobody says it is asked of nobody, and is an exception from what most have', () => {
  const [on, off] = [value('true', { isUnsaid: true }), value('false')];
  const kindsOf = (...offers: Offer[]) => {
    const tenants = offers.map((offer) => tenant({ Ebay: { Note: value('a'), active: offer } }));
    return commonOf(tenants, 0.3)[0]!.fields.map((field) => ('yaml' in field ? field.yaml : field.kind));
  };
  expect(kindsOf(on, on, on)).toEqual(['a']);
  expect(kindsOf(off, on, off)).toEqual(['a', 'false']);
  expect(kindsOf(off, on, off, on)).toEqual(['a', 'own']);
});

test('a share is one of what people count: 55 of 100 are 55 %', () => {
  const some = Array.from({ length: 100 }, (_, index) => value(index < 55 ? 'a' : 'b'));
  expect(asked(0.55, ...some)).toEqual(isAsked('a'));
});

test('of values that as many have it is the first, in its first spelling', () => {
  const one = value('a', { yaml: 'A' });
  expect(asked(0.5, value('b'), value('a'), one, value('b'))).toEqual(isAsked('A'));
  expect(asked(0.5, one, value('b'), value('b'), value('a'))).toEqual(isAsked('A'));
});

test.each([
  ['lacks it', undefined],
  ['keeps it as a secret', secret],
  ['has it of another type', value('a', { type: 'bool' })],
  ['has another value and cannot have an exception', value('b', { leeway: 'bound' })],
])('nothing is asked for that a tenant %s', (_what, offer) => {
  expect(asked(0.5, value('a'), value('a'), value('a'), offer)).toEqual([]);
});

test('a tenant that can have no exception settles the value, where enough have it', () => {
  expect(asked(0.4, value('a'), value('a'), value('a'), value('b'), value('b', { leeway: 'bound' }))).toEqual(
    isAsked('b'),
  );
});

test('what documents decide for each that has the value is not asked for once more', () => {
  const decided = { leeway: 'decided' } as const;
  expect(asked(0.5, value('a', decided), value('a', decided), value('b'))).toEqual([]);
  expect(asked(0.5, value('a', decided), value('a'), value('b', decided))).toEqual(isAsked('a'));
});

test('a sync that one tenant lacks is in no document for all', () => {
  const fields = { [scalarFields.interval]: value('5m') };
  expect(commonOf([tenant({ Ebay: fields, Otto: fields }), tenant({ Otto: fields })], 0.1)).toMatchObject([
    { yaml: 'Otto' },
  ]);
  expect(commonOf([], 1)).toEqual([]);
});

test('an option that syncs share is asked for in one document, and the other says so', () => {
  const shared = { Note: value('a', { slot: '1' }), Other: value('b') };
  const [first, second] = commonOf([tenant({ B: shared, A: shared }), tenant({ A: shared, B: shared })], 1);
  expect(first).toMatchObject({ yaml: 'A', fields: [{ kind: 'asked' }, { kind: 'asked' }] });
  expect(second).toMatchObject({
    yaml: 'B',
    fields: [{ kind: 'shared', with: { name: 'A' } }, { kind: 'asked' }],
  });
});

test('what is a secret on all tenants is said to be one, beside what is asked for', () => {
  const fields = { Note: value('a'), Key: secret };
  expect(commonOf([tenant({ Ebay: fields }), tenant({ Ebay: fields })], 1)).toMatchObject([
    { fields: [{ kind: 'asked' }, { name: 'Key', ...secret }] },
  ]);
});
