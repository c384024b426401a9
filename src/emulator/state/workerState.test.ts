import { describe, expect, test } from 'vitest';
import { prepareSyncs } from './prepareSyncs.ts';
import { type Action, runIn, type State, states, steer, tellState, whyUnsteered } from './workerState.ts';

const noon = Date.UTC(2026, 0, 1, 12);
const minute = 60_000;
const past = (minutes: number) => noon + minutes * minute;

/** A sync that runs every ten minutes. */
const ebay = () => prepareSyncs(1, 1)('acme')[0]!;

describe('a sync runs on time', () => {
  test('by its interval', () => {
    const told = { state: 3, lastSync: noon, nextSync: past(10) };
    expect(tellState(ebay(), past(3))).toEqual(told);
  });

  test('unless it has none: then it waits for ever', () => {
    for (const interval of [null, 0])
      expect(tellState({ ...ebay(), interval }, noon)).toEqual({ state: 0, lastSync: null, nextSync: null });
  });
});

describe('a stop', () => {
  test('is done at once where nothing runs, and holds until somebody starts it', () => {
    const sync = ebay();
    steer(sync, 'stop', past(3));
    expect(tellState(sync, past(99))).toEqual({ state: 7, lastSync: noon, nextSync: null });
    steer(sync, 'start', past(100));
    expect(tellState(sync, past(101)).state).toBe(3);
  });

  test('takes as long as the run that is under way', () => {
    const sync = { ...ebay(), worker: runIn(undefined, 2 * minute, noon) };
    expect(tellState(sync, past(1)).state).toBe(2);
    steer(sync, 'stop', past(1));
    steer(sync, 'stop', past(1.5));
    expect([tellState(sync, past(1.9)).state, tellState(sync, past(2)).state]).toEqual([5, 7]);
  });

  test('that is taken back leaves the run as it was', () => {
    const sync = { ...ebay(), worker: runIn(states.running, undefined, noon) };
    for (const action of ['stop', 'start'] as const satisfies Action[]) steer(sync, action, noon);
    expect(tellState(sync, past(999)).state).toBe(2);
  });
});

test.each(Object.values(states))('a sync can be put into state %i', (state) => {
  expect(tellState({ ...ebay(), worker: runIn(state, undefined, noon) }, noon).state).toBe(state);
});

test('what waits for its turn, or starts, runs by itself when it is time; what has failed does not mend itself', () => {
  const later = (state: State) =>
    tellState({ ...ebay(), worker: runIn(state, undefined, past(1)) }, past(11)).state;
  expect([0, 1, 4, 6].map((state) => later(state as State))).toEqual([3, 3, 4, 6]);
});

test('nobody steers a maintenance sync, or starts one whose account is locked', () => {
  const maintenance = { ...ebay(), controllable: false };
  const locked = { ...ebay(), worker: runIn(states.sleepingErrorLocked, undefined, noon) };
  expect(whyUnsteered(maintenance, 'stop', noon)).toBe('maintenance');
  expect(whyUnsteered(locked, 'start', noon)).toBe('locked');
  expect(whyUnsteered(locked, 'stop', noon)).toBeUndefined();
});
