import { expect, test } from 'vitest';
import { fakeClock } from '../../test/support/clock.ts';
import { down, someInputs } from '../../test/support/daemonInputs.ts';
import {
  aPass,
  aState,
  aSyncState,
  aTenantState,
  intervalDrift,
  minute,
  noon,
  tenantsOf,
} from '../../test/support/daemonState.ts';
import { aPlan } from '../../test/support/report.ts';
import { createCalendar } from '../base/calendar.ts';
import { afterJump } from './jump.ts';
import type { DaemonState } from './state.ts';

const field = intervalDrift(600, 300);
const { sync } = aSyncState();
const about = { tenant: 'acme', sync, field };

const { settings, chosen, desired } = someInputs();

/** All that a daemon may remember, with a time in each place that has one. */
const memory = {
  ...aState(),
  enforced: { settings, chosen, tree: desired.tree },
  settings,
  lastPass: aPass(),
  ...{ lastSuccessAt: noon, calmSince: noon },
  nextPassAt: noon,
  inForce: { revision: null, treeHash: '', since: noon },
  storage: { since: noon, error: 'full' },
  due: { at: noon + 4 * minute, gap: 5 * minute },
  bad: { since: noon, problems: [] },
  pass: { id: 'now', number: 8, reasons: [], startedAt: noon, looked: new Set() },
  tenants: tenantsOf(
    aTenantState({
      failing: { failure: down('acme'), since: noon, times: 1, retryAt: noon },
      syncs: [aSyncState({ contested: [{ field, writes: 2, nextAt: noon }] })],
    }),
  ),
  refused: { plan: aPlan(), since: noon },
  approval: { planId: 'sha256:1', at: noon, until: noon + 60 * minute },
  efforts: new Map([['key', { about, wanted: '', writes: 2, failures: 0, at: noon }]]),
  told: {
    ...aState().told,
    tenants: [{ tenant: 'acme', since: noon, code: 'unreachable' }],
    contested: [{ ...about, field: 'interval', key: 'key', writes: 2, nextAt: noon }],
    halted: [{ tenant: 'acme', sync: about.sync, state: 'stopped', since: noon, seenAt: noon + 1 }],
  },
  readings: new Map([['acme', { at: noon, statuses: [] }]]),
} satisfies Required<Omit<DaemonState, 'nextChangeAt'>>;

/** Every number that lies within days of noon is a time. With where they stand, whatever the order. */
function timesIn(value: unknown, place = ''): string[] {
  if (typeof value === 'number') return Math.abs(value - noon) < 5 * 86_400_000 ? [`${place} ${value}`] : [];
  if (typeof value !== 'object' || value === null) return [];
  const parts = value instanceof Map ? [...value] : Object.entries(value);
  return parts.flatMap(([key, part]) => timesIn(part, `${place}.${key}`)).sort();
}

const later = (place: string, by: number) => place.replace(/\d+$/, (time) => String(Number(time) + by));

const worldAt = (now: number) => ({ clock: fakeClock(now), random: () => 0, calendar: createCalendar() });

test.each([-7_200_000, 7_200_000, 86_400_000])(
  'after the clock was put by %d ms all that is remembered is as long ago, or as far off, as before',
  (by) => {
    const after = afterJump(memory, by, worldAt(noon + by));
    const known = timesIn(memory);
    expect(known.length).toBeGreaterThan(16);
    // The schedule names round times, so that the next one is as far off as it was but for the minute it is in.
    const { due, nextPassAt, ...rest } = after;
    const { due: dueBefore, nextPassAt: _, ...restBefore } = memory;
    expect(timesIn(rest)).toEqual(timesIn(restBefore).map((place) => later(place, by)));
    expect(due).toEqual({ at: noon + by + 5 * minute, gap: dueBefore!.gap });
    expect(nextPassAt).toBe(due!.at);
    expect(after.lastPass!.id).toBe(memory.lastPass!.id);
  },
);

test('windows are looked at at once where they may have opened or closed', () => {
  const known = { ...memory, nextChangeAt: noon + 60 * minute };
  const changeAfter = (by: number) => afterJump(known, by, worldAt(noon + by)).nextChangeAt! - (noon + by);
  expect(changeAfter(-minute)).toBe(0);
  expect(changeAfter(120 * minute)).toBeLessThanOrEqual(0);
  expect(changeAfter(minute)).toBe(59 * minute);
});
