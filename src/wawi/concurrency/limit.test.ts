import { describe, expect, test } from 'vitest';
import { createLimit, type Landed } from './limit.ts';

type CameTo = Landed['cameTo'];

/** A limit, and requests that start and land one after another, each with as many beside it as it lets. */
function start(most = 8) {
  let [order, now] = [0, most];
  const limit = createLimit(() => now);
  return {
    limit,
    set: (most: number) => (now = most),
    land(count: number, cameTo: CameTo, kind = 'list') {
      for (let at = 0; at < count; at += 1) {
        order += 1;
        limit.landed({ kind, cameTo }, { order, inFlight: limit.current() }, order);
      }
      return limit.current();
    },
  };
}

const ms = (milliseconds: number): CameTo => ({ ms: milliseconds });

test('it starts as wide as it may be', () => {
  expect(start(8).limit.current()).toBe(8);
});

describe('too many requests', () => {
  test('halve it, down to one and no further', () => {
    const { land } = start(8);
    expect([1, 2, 3, 4, 5].map(() => land(1, 'tooMany'))).toEqual([4, 2, 1, 1, 1]);
  });

  test('of those that were on their way together halve it once', () => {
    const limit = createLimit(() => 8);
    for (let order = 1; order <= 8; order += 1)
      limit.landed({ kind: 'list', cameTo: 'tooMany' }, { order, inFlight: order }, 8);
    expect(limit.current()).toBe(1);
    const other = createLimit(() => 8);
    for (let order = 8; order >= 1; order -= 1)
      other.landed({ kind: 'list', cameTo: 'tooMany' }, { order, inFlight: 8 }, 8);
    expect(other.current()).toBe(4);
  });

  test('count by what was on its way, not by what might have been', () => {
    const limit = createLimit(() => 64);
    limit.landed({ kind: 'list', cameTo: 'tooMany' }, { order: 1, inFlight: 6 }, 1);
    expect(limit.current()).toBe(3);
  });
});

describe('in calm', () => {
  test.each([2, 8, 100, 256])('it grows from one to %d in some ten steps, and no further', (most) => {
    const { limit, land } = start(most);
    while (limit.current() > 1) land(1, 'tooMany');
    let steps = 0;
    for (; limit.current() < most; steps += 1) land(Math.max(16, limit.current()), ms(50));
    expect(steps).toBeLessThanOrEqual(11);
    expect(land(1_000, ms(50))).toBe(most);
  });

  test('what tells nothing changes nothing', () => {
    const { land } = start(8);
    land(1, 'tooMany');
    expect(land(100, 'nothing')).toBe(4);
  });

  test('it never exceeds what is set meanwhile, and follows it up again', () => {
    const { set, limit } = start(8);
    set(3);
    expect(limit.current()).toBe(3);
    set(20);
    expect(limit.current()).toBe(20);
  });
});

describe('answers that take longer', () => {
  test('narrow it when nearly all do', () => {
    const { land } = start(8);
    land(33, ms(100));
    expect(land(16, ms(900))).toBe(5);
  });

  test.each([
    ['one of them', 1],
    ['half of them', 8],
  ])('do not when it is %s', (_, slow) => {
    const { land, limit } = start(8);
    land(33, ms(100));
    for (let round = 0; round < 5; round += 1) {
      land(slow, ms(9_000));
      land(16 - slow, ms(100));
    }
    expect(limit.current()).toBe(8);
  });

  test.each([
    ['by less than half', 400, 590],
    ['by less than a tenth of a second', 4, 100],
  ])('do not when it is %s', (_, calm, later) => {
    const { land } = start(8);
    land(33, ms(calm));
    expect(land(320, ms(later))).toBe(8);
  });

  test('are compared with others of their kind', () => {
    const { land } = start(8);
    land(33, ms(50));
    expect(land(320, ms(900), 'configure')).toBe(8);
  });

  test('narrow it no more once that has not helped, and it grows again', () => {
    const { land, limit } = start(8);
    land(33, ms(50));
    land(32, ms(900));
    expect(limit.current()).toBe(3);
    expect(land(120, ms(900))).toBe(8);
  });
});

/** An API: how long each answer takes while so many are on their way, and whether it is one too many. */
type Api = (inFlight: number, at: number) => { readonly ms: number; readonly isTooMany?: boolean };

/** Answers within `seconds` that were no refusal, and the limit at the end; `fixed` takes the place of the limit. */
function simulate(api: Api, seconds: number, most: number, fixed?: number) {
  const limit = createLimit(() => most);
  const flights: { readonly started: { order: number; inFlight: number }; at: number; cameTo: CameTo }[] = [];
  let [now, order, done] = [0, 0, 0];
  while (now < seconds * 1_000) {
    while (flights.length < (fixed ?? limit.current())) {
      order += 1;
      const inFlight = flights.length + 1;
      const { ms, isTooMany = false } = api(inFlight, now);
      // A millisecond apart, so that not all land at once.
      flights.push({
        started: { order, inFlight },
        at: now + ms + (order % 7),
        cameTo: isTooMany ? 'tooMany' : { ms },
      });
    }
    flights.sort((a, b) => a.at - b.at);
    const { started, at, cameTo } = flights.shift()!;
    now = at;
    if (cameTo !== 'tooMany') done += 1;
    limit.landed({ kind: 'list', cameTo }, started, order);
  }
  return { done, limit: limit.current() };
}

describe.each<[string, Api]>([
  ['bears all of them', () => ({ ms: 200 })],
  ['turns away the seventh', (inFlight) => (inFlight > 6 ? { ms: 20, isTooMany: true } : { ms: 200 })],
  ['works on four at a time', (inFlight) => ({ ms: 200 * Math.max(1, inFlight / 4) })],
  ['works on one at a time', (inFlight) => ({ ms: 100 * inFlight })],
  ['gets slower the more it has to do', (inFlight) => ({ ms: 200 * Math.max(1, inFlight / 5) ** 2 })],
])('with an API that %s', (_, api) => {
  test('as much gets done as with the best number, nearly', () => {
    const best = Math.max(...[1, 2, 3, 4, 5, 6, 8, 12, 16].map((fixed) => simulate(api, 60, 16, fixed).done));
    expect(simulate(api, 60, 16).done / best).toBeGreaterThan(0.6);
  });
});

test.each<[string, Api]>([
  ['turned requests away', (_, at) => (at < 60_000 ? { ms: 20, isTooMany: true } : { ms: 200 })],
  ['took long', (_, at) => ({ ms: at > 5_000 && at < 60_000 ? 3_000 : 200 })],
])('an API that %s for a while gets all again afterwards', (_, api) => {
  expect(simulate(api, 59, 8).limit).toBeLessThanOrEqual(8);
  expect(simulate(api, 80, 8).limit).toBe(8);
});
