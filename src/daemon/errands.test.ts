import { describe, expect, test } from 'vitest';
import { fakeClock } from '../../test/support/clock.ts';
import { down, someInputs, start } from '../../test/support/daemonInputs.ts';
import { aTenantState, minute, tenantsOf } from '../../test/support/daemonState.ts';
import { createCalendar } from '../base/calendar.ts';
import { asked, askedInVain, failedByBug, nextAlarm, ring } from './errands.ts';
import { type DaemonState, firstState } from './state.ts';

const { settings, chosen, desired } = someInputs();
const failing = { failure: down('acme'), since: start, times: 1, retryAt: start + 30_000 };
const due = { at: start + 5 * minute, gap: 5 * minute };

function aMemory(changes: Partial<DaemonState> = {}): DaemonState {
  return { ...firstState(start), settings, enforced: { settings, chosen, tree: desired.tree }, ...changes };
}

const failed = tenantsOf(aTenantState({ name: 'acme', failing }), aTenantState({ name: 'globex' }));

function aWorld(now: number) {
  return { clock: fakeClock(now), random: () => 0, calendar: createCalendar() };
}

describe('the alarm is set to', () => {
  test.each<[string, Partial<DaemonState>, number]>([
    ['nothing, where nothing is known', {}, Number.POSITIVE_INFINITY],
    ['the next scheduled pass', { due }, due.at],
    [
      'the next change of what is desired, where that comes first',
      { due, nextChangeAt: start + minute },
      start + minute,
    ],
    ['the next try of a tenant that failed', { due, tenants: failed }, failing.retryAt],
    ['no try of one that is being asked', { due, tenants: failed, asking: new Set(['acme']) }, due.at],
    ['no try of one that answers again', { due, tenants: failed, answering: new Set(['acme']) }, due.at],
    ['a moment from now, where something is overdue', { due: { ...due, at: start - minute } }, start + 200],
  ])('%s', (_, known, at) => {
    expect(nextAlarm(aMemory(known), aWorld(start))).toBe(at - start);
  });
});

describe('when the alarm rings', () => {
  test.each<[string, Partial<DaemonState>, { wakes: readonly string[]; ask: readonly string[] }]>([
    [
      'too early for a pass, only those that failed are asked',
      { due, nextChangeAt: due.at, tenants: failed },
      { wakes: [], ask: ['acme'] },
    ],
    ['for the schedule, a pass is woken', { due: { ...due, at: start } }, { wakes: ['schedule'], ask: [] }],
    [
      'for a change of what is desired, a pass is woken',
      { nextChangeAt: start },
      { wakes: ['turn'], ask: [] },
    ],
    [
      'for both, it is woken for both',
      { due: { ...due, at: start }, nextChangeAt: start },
      { wakes: ['turn', 'schedule'], ask: [] },
    ],
  ])('%s', (_, known, expected) => {
    const { wakes, ask } = ring(aMemory(known), aWorld(start + 30_000));
    expect({ wakes, ask: ask.map(({ name }) => name) }).toEqual(expected);
  });

  test('what it rang for is not due again', () => {
    const world = aWorld(due.at);
    const { state } = ring(aMemory({ due, nextChangeAt: due.at, tenants: failed }), world);
    expect(state.due).toEqual({ ...due, at: Date.parse('2026-01-05T00:10:00Z') });
    expect(ring(state, world)).toMatchObject({ wakes: [], ask: [] });
    expect(state.asking).toEqual(new Set(['acme']));
  });
});

describe('a tenant that was asked whether it answers', () => {
  const asking = aMemory({ tenants: failed, asking: new Set(['acme']) });

  test('and does is looked at by a pass', () => {
    const { state, wakes } = asked(asking, 'acme', undefined, aWorld(start + 30_000));
    expect(wakes).toEqual(['retry']);
    expect(state).toMatchObject({ asking: new Set(), answering: new Set(['acme']) });
  });

  test('and does not is asked again, later each time', () => {
    const { state, wakes } = asked(asking, 'acme', down('acme'), aWorld(start + 30_000));
    expect(wakes).toEqual([]);
    expect(state.tenants.get('acme')?.failing).toMatchObject({
      times: 2,
      since: start,
      retryAt: start + 90_000,
    });
    expect(state.asking).toEqual(new Set());
  });

  test('and was seen by a pass meanwhile is as that pass saw it', () => {
    const tenants = tenantsOf(aTenantState({ name: 'acme' }));
    const memory = { ...asking, tenants };
    expect(asked(memory, 'acme', down('acme'), aWorld(start))).toMatchObject({
      wakes: [],
      state: { tenants },
    });
  });

  test('by a bug in vain is not taken for one that was', () => {
    expect(askedInVain(asking, 'acme')).toEqual({ ...asking, asking: new Set() });
  });
});

test('after a bug another pass is due, also where nothing is known that would wake one', () => {
  const unknown = failedByBug(firstState(start), aWorld(start));
  expect(unknown.due?.at).toBe(start + 30_000);
  expect(ring(unknown, aWorld(start + 30_000)).wakes).toEqual(['schedule']);
  expect(failedByBug(aMemory({ due }), aWorld(start)).due).toBe(due);
});
