import { expect, test } from 'vitest';
import { type Pace, pauseBefore, unknownPace, withLanding, withStart } from './pace.ts';

const now = 1_000_000;
const told = (remaining: number, intervalSeconds = 60) => ({ limit: 20, remaining, intervalSeconds });

/** After one request, just now, whose answer told so much. */
function after(remaining: number, changes: Partial<Pace> = {}, intervalSeconds = 60): Pace {
  const started = withStart(unknownPace, now);
  const landed = withLanding(started, started.order, told(remaining, intervalSeconds), now);
  return { ...landed, ...changes };
}

test.each<[string, Pace, number | 'landing']>([
  ['the first one goes ahead', unknownPace, 0],
  ['others wait for it to land', withStart(unknownPace, now), 'landing'],
  [
    'nothing is waited for where nothing is told',
    withLanding(withStart(unknownPace, now), 1, undefined, now),
    0,
  ],
  ['the first half of the quota is free', after(11), 0],
  ['of the second half what is left is spread over an interval', after(10), 6_000],
  ['and the less is left, the longer', after(3), 20_000],
  ['but no longer than half a minute', after(1), 30_000],
  ['the last ones in flight are waited for', after(2, { inFlight: 2 }), 'landing'],
  ['as are those that use up the free half', after(11, { inFlight: 1 }), 'landing'],
  ['without anything left it is a whole interval', after(0), 60_000],
  ['even a long one', after(0, {}, 3_600), 3_600_000],
  [
    'a reading that has aged says nothing',
    { ...after(0), reading: { ...told(0), at: now - 60_000, order: 2 } },
    0,
  ],
])('%s', (_, pace, pause) => {
  expect(pauseBefore(pace, now)).toBe(pause);
});

test('who may ask goes ahead where it would be turned away otherwise, and only there', () => {
  expect(pauseBefore(after(0, {}, 3_600), now, true)).toBe(0);
  expect(pauseBefore(after(0), now, true)).toBe(60_000);
});

test('of two answers that overtake each other the one that tells of less counts', () => {
  const first = withStart(unknownPace, now);
  const second = withStart(first, now);
  const inOrder = withLanding(withLanding(second, first.order, told(5), now), second.order, told(4), now);
  const overtaken = withLanding(withLanding(second, second.order, told(4), now), first.order, told(5), now);
  for (const { reading, inFlight } of [inOrder, overtaken]) {
    expect({ remaining: reading!.remaining, inFlight }).toEqual({ remaining: 4, inFlight: 0 });
  }
});

test('an answer that tells of more was sent later, and counts', () => {
  const next = withStart(after(1), now + 1);
  expect(withLanding(next, next.order, told(19), now + 1).reading!.remaining).toBe(19);
});

test('an answer that tells nothing leaves what was told before', () => {
  const next = withStart(after(7), now);
  expect(withLanding(next, next.order, undefined, now).reading!.remaining).toBe(7);
});
