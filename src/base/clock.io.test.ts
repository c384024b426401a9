import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
});

test.each([
  ['Europe/Vienna', 'Europe/Vienna'],
  [':Europe/Vienna ', 'Europe/Vienna'],
  ['GMT+1', 'GMT+1'],
  ['CET-1CEST', 'CET-1CEST'],
  ['/nowhere/at/all', '/nowhere/at/all'],
])('the time zone of a machine whose TZ is %j is %j', (tz, expected) => {
  expect(systemTimezone(tz)).toBe(expected);
});

test.each([
  ['Europe/Vienna', 'Europe/Vienna'],
  ['posix/Europe/Vienna', 'Europe/Vienna'],
  ['Etc/UTC', 'UTC'],
  ['UTC', 'UTC'],
])('a link to %s in the database of time zones is %s', (zone, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'zone-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'zoneinfo', zone);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  symlinkSync(file, join(folder, 'localtime'));
  expect(systemTimezone(`:${join(folder, 'localtime')}`)).toBe(expected);
});

test('without TZ the system says it', () => {
  expect(systemTimezone(undefined)).not.toBe('');
});
