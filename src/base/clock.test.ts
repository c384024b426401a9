import { expect, test } from 'vitest';
import { fakeClock } from '../../test/support/clock.ts';
import { createSteadyClock } from './clock.ts';

test('a steady clock follows the one on the wall only when it is looked at, and says by how much it was put', () => {
  const wall = fakeClock(1_000_000);
  const steady = createSteadyClock(wall);
  wall.pass(5_000);
  expect([steady.look(), steady.now()]).toEqual([0, 1_005_000]);
  wall.jump(-7_200_000);
  wall.pass(1_000);
  expect(steady.now()).toBe(1_006_000);
  expect(steady.look()).toBe(-7_200_000);
  expect([steady.look(), steady.now()]).toEqual([0, wall.now()]);
});

test('it is corrected without a word where hardly anything is wrong', () => {
  const wall = fakeClock();
  const steady = createSteadyClock(wall);
  wall.jump(-1_999);
  expect(steady.look()).toBe(0);
  expect(steady.now()).toBe(wall.now());
});
