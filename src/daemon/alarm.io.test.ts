import { expect, onTestFinished, test, vi } from 'vitest';
import { createAlarm } from './alarm.io.ts';

function rings() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  let rung = 0;
  return { alarm: createAlarm(() => (rung += 1)), rung: () => rung };
}

test('rings once, when it was set to last, and not once it is cancelled', () => {
  const { alarm, rung } = rings();
  alarm.set(100);
  alarm.set(200);
  vi.advanceTimersByTime(199);
  expect(rung()).toBe(0);
  vi.advanceTimersByTime(1_000);
  expect(rung()).toBe(1);
  alarm.set(300);
  alarm.cancel();
  vi.advanceTimersByTime(500);
  expect(rung()).toBe(1);
});

test.each([3_600_000, 2 ** 40, Number.POSITIVE_INFINITY, Number.NaN])(
  'rings after half a minute where it is set to %d',
  (milliseconds) => {
    const { alarm, rung } = rings();
    alarm.set(milliseconds);
    vi.advanceTimersByTime(29_999);
    expect(rung()).toBe(0);
    vi.advanceTimersByTime(1);
    expect(rung()).toBe(1);
  },
);
