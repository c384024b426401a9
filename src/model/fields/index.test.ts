import { describe, expect, it, test } from 'vitest';
import { anInterval, anOptionChange } from '../../../test/support/report.ts';
import { durationOfSeconds } from '../duration.ts';
import {
  contentOf,
  type FieldRef,
  fieldJson,
  fieldKey,
  fieldName,
  fieldToShow,
  isFieldName,
  scalarChanges,
  settingsOf,
  showChange,
  storedKey,
  syncKey,
} from './index.ts';

const ebay = { tenant: 'acme', sync: { id: 's1' } };
const interval: FieldRef = { ...ebay, field: { field: 'interval' } };
const option: FieldRef = { ...ebay, field: { field: 'configs', option: { id: 'o1' } } };

describe('a key', () => {
  test.each([
    ['the tenant', { tenant: 'globex' }],
    ['the sync', { sync: { id: 's2' } }],
  ])('is another one with %s', (_, other) => {
    expect(syncKey({ ...ebay, ...other })).not.toBe(syncKey(ebay));
    expect(fieldKey({ ...option, ...other })).not.toBe(fieldKey(option));
  });

  it('of a field tells the fields of a sync apart', () => {
    const other = { ...ebay, field: { field: 'configs', option: { id: 'o2' } } } as const;
    expect(new Set([interval, option, other].map(fieldKey)).size).toBe(3);
  });

  it('of what the ERP stores is one for an option on all syncs of a tenant, and one for each interval', () => {
    const elsewhere = { sync: { id: 's2' } };
    expect(storedKey({ ...option, ...elsewhere })).toBe(storedKey(option));
    expect(storedKey({ ...interval, ...elsewhere })).not.toBe(storedKey(interval));
    expect(storedKey({ ...option, tenant: 'globex' })).not.toBe(storedKey(option));
  });

  it('looks at no more of a change than which field it is', () => {
    const [one, other] = [anInterval(), anInterval({ after: durationOfSeconds(1), cause: 'git' })];
    expect(fieldKey({ ...ebay, field: one })).toBe(fieldKey({ ...ebay, field: other }));
  });
});

it('a sync that has what is wanted has nothing to change', () => {
  const origin = { file: 'a.yaml', line: 1, column: 1 };
  const [five, ten] = [durationOfSeconds(300), durationOfSeconds(600)];
  const live = (interval: unknown) => ({ interval, options: [] });
  expect(scalarChanges(live(five), { interval: { value: five, origin } })).toEqual([]);
  expect(scalarChanges(live(ten), {})).toEqual([]);
  expect(scalarChanges(live(ten), { interval: { value: five, origin } })).toMatchObject([
    { field: 'interval', before: ten, after: five, origin },
  ]);
  expect(scalarChanges(live(null), { interval: { value: five, origin } })).toMatchObject([{ before: null }]);
});

it('one request sets exactly the fields that it is given', () => {
  const option = { id: 'aaaaaaaa-0000-4000-8000-000000000001', value: 'true' };
  expect(settingsOf([anOptionChange()])).toEqual({ options: [option] });
  expect(settingsOf([anInterval(), anOptionChange()])).toEqual({
    interval: durationOfSeconds(300),
    options: [option],
  });
});

describe('a field of which JSON is left', () => {
  test.each([
    ['interval', anInterval()],
    ['option', anOptionChange()],
  ] as const)('an %s is shown as before', (_, field) => {
    const again = fieldToShow(fieldJson(field), field);
    expect([fieldName(again), showChange(again)]).toEqual([fieldName(field), showChange(field)]);
    expect(contentOf(again)).toEqual(contentOf(field));
  });

  it('is shown as text where it is no value of its kind', () => {
    const shown = fieldToShow({ field: 'interval', before: null, after: 'soon' }, anInterval());
    expect([fieldName(shown), showChange(shown)]).toEqual(['interval', 'null → soon']);
  });
});

it('knows the names of its kinds, and no others', () => {
  expect(['interval', 'configs', 'toString', 'status', 7].map(isFieldName)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
