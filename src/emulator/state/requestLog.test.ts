import { expect, test } from 'vitest';
import { createRequestLog, type LoggedRequest } from './requestLog.ts';

const request = (at: number): LoggedRequest => ({
  at,
  method: 'GET',
  path: '/',
  tenant: null,
  body: null,
  status: 200,
});

test('keeps at least the latest, in their order, and never twice as many', () => {
  const log = createRequestLog(5);
  for (let at = 1; at <= 100; at += 1) {
    log.add(request(at));
    expect(log.entries.at(-1)!.at).toBe(at);
    expect(log.entries.length).toBeGreaterThanOrEqual(Math.min(at, 5));
    expect(log.entries.length).toBeLessThanOrEqual(10);
  }
  const times = log.entries.map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('forgets, and stays the list that was handed out', () => {
  const log = createRequestLog(5);
  const { entries } = log;
  log.add(request(1));
  log.clear();
  log.add(request(2));
  expect(entries).toEqual([request(2)]);
});
