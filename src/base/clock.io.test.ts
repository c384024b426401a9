import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock, systemTimezone } from './clock.io.ts';

test('sleeping ends at once where it is stopped, and rejects then', async () => {
  const stop = new AbortController();
  const sleeping = systemClock.sleep(3_600_000, stop.signal);
  stop.abort(new Error('stopped'));
  await expect(sleeping).rejects.toThrow();
  await expect(systemClock.sleep(0, stop.signal)).rejects.toThrow('stopped');
});

test('sleeping for nothing is over at once', async () => {
  await systemClock.sleep(0, new AbortController().signal);
});

test('the monotonic clock knows nothing of the one on the wall', () => {
  const before = systemClock.monotonic();
  vi.useFakeTimers({ now: 0, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  expect(systemClock.monotonic()).toBeGreaterThanOrEqual(before);
  expect(Intl.supportedValuesOf('timeZone').concat('UTC')).toContain(systemTimezone());
});
