import { expect, it, test } from 'vitest';
import { aChange, anOption, type ChangeRecord } from '../../../test/support/history.ts';
import { createPast } from './past.ts';

const now = Date.parse('2026-03-31T12:00:00Z');

function pastOf(records: readonly ChangeRecord[]) {
  const past = createPast(now);
  for (const record of records) past.add(record);
  const { tenant, sync } = aChange();
  return past.of(tenant, sync, { field: 'interval' });
}

function live(day: number, changes: Parameters<typeof aChange>[0] = {}) {
  return aChange({
    time: `2026-03-${String(day).padStart(2, '0')}T12:00:00.000Z`,
    cause: 'live',
    ...changes,
  });
}

it('is who wrote it last, with the commit', () => {
  const commit = { author: 'Anna Weber', subject: 'Night shift' };
  const records = [
    live(2),
    live(3, { revision: 'abc', commit }),
    live(4, { outcome: 'failed' }),
    aChange({ time: '2026-03-05T12:00:00.000Z', sync: { id: 'other', name: 'x', salesChannel: null } }),
  ];
  expect(pastOf(records).written).toEqual({ time: '2026-03-03T12:00:00.000Z', revision: 'abc', commit });
  expect(pastOf([])).toEqual({ changedByOthers: 0 });
});

test.each<[string, ChangeRecord[], number]>([
  ['what came back twice', [live(2), live(3)], 2],
  ['one that could not be corrected at once', [live(2, { outcome: 'failed' }), live(2), live(3)], 2],
  [
    'one that is set to something else meanwhile',
    [live(2, { outcome: 'failed' }), live(3, { before: 'PT1H' })],
    2,
  ],
  ['one that is only observed', [{ ...live(2), outcome: undefined } as never], 1],
  ['what is longer ago than 30 days', [live(1, { time: '2026-02-28T12:00:00.000Z' }), live(2)], 1],
  ['what git made necessary', [live(2, { cause: 'git' }), live(3, { cause: 'unknown' })], 0],
])('counts %s', (_, records, times) => {
  expect(pastOf(records).changedByOthers).toBe(times);
});

it('counts an option that syncs share once, though each has a record', () => {
  const shared = { ...anOption('Create orders', 'false', 'true'), cause: 'live' } as const;
  const past = createPast(now);
  for (const id of ['one', 'two'])
    past.add(live(9, { ...shared, sync: { id, name: id, salesChannel: null } }));
  const { option } = aChange(shared);
  const sync = { id: 'three', name: 'three', salesChannel: null };
  expect(past.of('acme', sync, { field: 'configs', option: { type: '', ...option! } })).toMatchObject({
    written: { time: '2026-03-09T12:00:00.000Z' },
    changedByOthers: 1,
  });
});

it('is found by names where nobody knows the identifiers', () => {
  const past = createPast(now);
  past.add(live(9));
  const { tenant, sync } = aChange();
  for (const salesChannel of [sync.salesChannel, null]) {
    const named = { id: '', name: sync.name, salesChannel };
    expect(past.of(tenant, named, { field: 'interval' }).written).toBeDefined();
  }
});
