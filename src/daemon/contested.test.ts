import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../../test/support/build.ts';
import { aPlan } from '../../test/support/report.ts';
import { runs } from '../../test/support/runs.ts';
import { durationOfSeconds } from '../model/duration.ts';
import { type FieldChange, storedKey } from '../model/fields/index.ts';
import type { Mode } from '../model/mode.ts';
import type { AppliedChange } from '../reconcile/outcome.ts';
import type { Report } from '../reconcile/report.ts';
import { afterWrites, calm, effortsAfter, holdOf, isContested, waitAfter } from './contested.ts';
import type { Efforts } from './state.ts';

const minute = 60_000;
const hour = 60 * minute;
const sync = { id: 's', name: 'Ebay', salesChannel: 'Shop' };
const target = { tenant: 'acme', sync };

function interval(seconds: number): FieldChange {
  const after = durationOfSeconds(seconds);
  return { field: 'interval', before: null, after, cause: 'unknown', origin: at() };
}

function active(after: boolean): FieldChange {
  return { field: 'active', before: !after, after, cause: 'unknown', origin: at() };
}

function written(field: FieldChange, outcome: AppliedChange['outcome'] = 'applied'): AppliedChange {
  return { ...target, mode: 'enforce', origin: at(), fields: [field], outcome, attempts: 1 };
}

/** Somebody sets the value back as soon as it is written, until `fightUntil`. Gives the times of our writes. */
function fight({
  period,
  until,
  fightUntil = until,
  field = interval(300),
}: {
  period: number;
  until: number;
  fightUntil?: number;
  field?: FieldChange;
}) {
  const writes: number[] = [];
  let efforts: Efforts = new Map();
  let drifts = true;
  for (let now = 0; now <= until; now += period) {
    const key = storedKey({ ...target, field });
    if (drifts && !holdOf(efforts, target, field, { now, period })) {
      writes.push(now);
      efforts = afterWrites(efforts, [written(field)], now);
      drifts = now < fightUntil;
    }
    efforts = calm(efforts, new Set(drifts ? [key] : []), { now, period });
  }
  return { writes, efforts, drifts };
}

describe('a sync that windows stop and start again', () => {
  it('is never contested, however often they do', () => {
    let efforts: Efforts = new Map();
    for (let now = 0; now < 20; now += 1)
      efforts = afterWrites(efforts, [written(active(now % 2 === 0))], now);
    expect([...efforts.values()].map(isContested)).toEqual([false]);
  });

  it('rests where the request is refused, until the window closes', () => {
    const efforts = afterWrites(new Map(), [written(active(false), 'failed')], 0);
    const time = { now: 1, period: 5 * minute };
    expect(holdOf(efforts, target, active(false), time)?.why).toBe('failing');
    expect(holdOf(efforts, target, active(true), time)).toBeUndefined();
  });
});

it('a stop that the status never shows is tried again as what fails, since nobody set it back', () => {
  const field = active(false);
  let efforts: Efforts = new Map();
  for (const now of [0, minute, 2 * minute])
    efforts = afterWrites(efforts, [{ ...written(field, 'notConverged'), residual: [field] }], now);
  const effort = efforts.get(storedKey({ ...target, field }))!;
  expect([isContested(effort), effort.failures]).toEqual([false, 3]);
  expect(holdOf(efforts, target, field, { now: 2 * minute, period: minute })?.why).toBe('failing');
});

describe('a contested value', () => {
  it.each([
    ['an interval', interval(300)],
    ['whether the sync runs', active(false)],
  ])(
    'is corrected twice as ordinary drift, then after 1, 2, 4, 8 … periods, up to six hours: %s',
    (_, field) => {
      const { writes } = fight({ period: 5 * minute, until: 48 * hour, field });
      const gaps = writes.slice(1).map((time, index) => (time - writes[index]!) / (5 * minute));
      expect(gaps.slice(0, 8)).toEqual([1, 1, 1, 2, 4, 8, 16, 32]);
      expect(Math.max(...gaps) * 5 * minute).toBe(6 * hour);
    },
  );

  it('is corrected by the same passes where these are late, each by another part of the period', () => {
    const lateness = fc.array(fc.double({ min: 0, max: 0.2, noNaN: true }), {
      minLength: 300,
      maxLength: 300,
    });
    fc.assert(
      fc.property(lateness, (late) => {
        const field = interval(300);
        const writes: number[] = [];
        let efforts: Efforts = new Map();
        for (const [pass, share] of late.entries()) {
          const clock = { now: (pass + share) * 5 * minute, period: 5 * minute };
          if (holdOf(efforts, target, field, clock)) continue;
          writes.push(pass);
          efforts = afterWrites(efforts, [written(field)], clock.now);
        }
        const gaps = writes.slice(1).map((pass, index) => pass - writes[index]!);
        expect(gaps.slice(0, 8)).toEqual([1, 1, 1, 2, 4, 8, 16, 32]);
      }),
    );
  });

  it('is one from the second return on, whatever it was first written for', () => {
    for (const cause of ['git', 'live', 'unknown'] as const) {
      let efforts: Efforts = new Map();
      const seen = ['written', 'first return', 'second return'].map((_, index) => {
        const field: FieldChange = { ...interval(300), cause: index === 0 ? cause : 'live' };
        efforts = afterWrites(efforts, [written(field)], index * minute);
        return isContested([...efforts.values()][0]);
      });
      expect(seen).toEqual([false, false, true]);
    }
  });

  it('is none for the tries that failed', () => {
    let efforts: Efforts = new Map();
    for (const outcome of ['failed', 'failed', 'failed', 'applied'] as const) {
      efforts = afterWrites(efforts, [written(interval(300), outcome)], 0);
    }
    expect([...efforts.values()]).toMatchObject([{ writes: 1, failures: 0 }]);
  });

  it('starts anew with an edit in git', () => {
    let efforts: Efforts = new Map();
    for (const now of [0, 1, 2, 3]) efforts = afterWrites(efforts, [written(interval(300))], now);
    expect(holdOf(efforts, target, interval(300), { now: 4, period: minute })?.why).toBe('contested');
    expect(holdOf(efforts, target, interval(600), { now: 4, period: minute })).toBeUndefined();
    efforts = afterWrites(efforts, [written(interval(600))], 5);
    expect(isContested([...efforts.values()][0])).toBe(false);
  });

  it('is never given up, never hammered, and always calms down', () => {
    const period = fc.integer({ min: 30_000, max: 2 * hour });
    const days = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(period, days, (period, days) => {
        const until = days * 24 * hour;
        const { writes, efforts, drifts } = fight({ period, until, fightUntil: until / 2 });
        const cap = Math.max(6 * hour, period);
        const gaps = writes.slice(1).map((time, index) => time - writes[index]!);
        // Never given up: no gap is longer than the cap, but for the step to the next pass.
        expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(cap + period);
        // Never hammered: gaps double until they reach the cap.
        for (const [index, gap] of gaps.slice(1).entries()) {
          expect(gap).toBeGreaterThanOrEqual(Math.min(2 * gaps[index]!, 6 * hour) - period);
        }
        expect(writes.length).toBeLessThanOrEqual(
          Math.log2(cap / period) + until / 2 / Math.min(cap, until) + 26,
        );
        // Once nobody fights, it is corrected, and half a day later all is forgotten.
        if (until / 2 > 3 * cap + 3 * period) {
          expect(drifts).toBe(false);
          expect(efforts.size).toBe(0);
        }
      }),
      runs(100),
    );
  });

  it('keeps what is known of it while it differs, however long', () => {
    const efforts = afterWrites(new Map(), [written(interval(300))], 0);
    const key = storedKey({ ...target, field: interval(300) });
    expect(calm(efforts, new Set([key]), { now: 100 * hour, period: minute }).size).toBe(1);
    expect(calm(efforts, new Set(), { now: 100 * hour, period: minute }).size).toBe(0);
  });

  it('is known by its option, whichever sync of the type it is written over', () => {
    const option = { id: 'o', name: 'Create orders', type: 'bool' };
    const field: FieldChange = {
      field: 'configs',
      option,
      before: 'a',
      after: 'b',
      cause: 'unknown',
      origin: at(),
    };
    expect(storedKey({ ...target, field })).toBe(
      storedKey({ ...target, sync: { ...sync, id: 'other' }, field }),
    );
  });
});

describe('a write that fails', () => {
  it('is tried again after 30 s, 1 min, 2 min … 15 min', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 50].map(
      (failures) => waitAfter({ writes: 0, failures }, minute) / 1000,
    );
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  });

  it('is not called contested, and counts from the start again once one was accepted', () => {
    const failed = afterWrites(new Map(), [written(interval(300), 'failed')], 0);
    expect(holdOf(failed, target, interval(300), { now: 1, period: minute })?.why).toBe('failing');
    const accepted = afterWrites(failed, [written(interval(300))], 30_000);
    expect(holdOf(accepted, target, interval(300), { now: 30_001, period: minute })).toBeUndefined();
  });

  it('is no write at all where nothing was sent', () => {
    expect(afterWrites(new Map(), [written(interval(300), 'notAttempted')], 0).size).toBe(0);
  });
});

/** A pass that found the value set back by somebody else. */
function seen(mode: Mode): Report {
  const change = { ...written(interval(300)), mode };
  const tenants = [{ name: 'acme', managed: 1, unmanaged: [], standings: [] }];
  return { kind: 'inSync', plan: aPlan({ changes: [change], tenants }) };
}

it('a contested value is remembered while it differs, and forgotten once it is only observed', () => {
  const write = written(interval(300));
  const efforts = [0, 1, 2].reduce((known, now) => afterWrites(known, [write], now), new Map() as Efforts);
  const key = storedKey({ ...write, field: write.fields[0]! });
  const time = { now: 3, period: minute };
  expect([...effortsAfter(efforts, seen('enforce'), time).keys()]).toEqual([key]);
  expect([...effortsAfter(efforts, seen('observe'), time).keys()]).toEqual([]);
});

it('of a tenant that did not answer nothing is forgotten', () => {
  const write = written(interval(300));
  const efforts = afterWrites(new Map(), [write], 0);
  const silent: Report = { kind: 'inSync', plan: aPlan() };
  expect(effortsAfter(efforts, silent, { now: 100 * hour, period: minute }).size).toBe(1);
});
