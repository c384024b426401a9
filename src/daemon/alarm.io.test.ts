import { expect, onTestFinished, test, vi } from 'vitest';
import { createAlarm } from './alarm.io.ts';

/** A clock on the wall that the timers know nothing of. */
function wall(time: number) {
  vi.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const clock = { time };
  return { clock, wallClock: { now: () => clock.time } };
}

test('rings when its time has come, and not when its timer is over a little early', () => {
  const { clock, wallClock } = wall(10_000);
  const rung: number[] = [];
  createAlarm(() => rung.push(clock.time), wallClock).set(11_000);
  clock.time = 10_999;
  vi.advanceTimersByTime(1_000);
  expect(rung).toEqual([]);
  clock.time = 11_000;
  vi.advanceTimersByTime(1);
  expect(rung).toEqual([11_000]);
});

test('rings within a minute where the machine slept', () => {
  const { clock, wallClock } = wall(10_000);
  let rung = 0;
  createAlarm(() => (rung += 1), wallClock).set(3_600_000);
  clock.time = 3_700_000;
  vi.advanceTimersByTime(60_000);
  expect(rung).toBe(1);
});

test('rings once, at the time that it was set to last, and not once it is cancelled', () => {
  const { clock, wallClock } = wall(0);
  let rung = 0;
  const alarm = createAlarm(() => (rung += 1), wallClock);
  alarm.set(100);
  alarm.set(200);
  clock.time = 150;
  vi.advanceTimersByTime(150);
  expect(rung).toBe(0);
  clock.time = 200;
  vi.advanceTimersByTime(100);
  expect(rung).toBe(1);
  alarm.set(300);
  alarm.cancel();
  clock.time = 400;
  vi.advanceTimersByTime(500);
  expect(rung).toBe(1);
});
