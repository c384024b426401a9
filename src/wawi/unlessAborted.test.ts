import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { unlessAborted } from './unlessAborted.ts';

const failure = () => new Error('stopped');

test('what the promise brings comes out, good or bad, and no listener stays', async () => {
  const { signal } = new AbortController();
  expect(await unlessAborted(Promise.resolve(7), signal, failure)).toBe(7);
  await expect(unlessAborted(Promise.reject(new Error('bad')), signal, failure)).rejects.toThrow('bad');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('an abort ends the wait, before it or during it', async () => {
  const stop = new AbortController();
  const waiting = unlessAborted(new Promise(() => {}), stop.signal, failure);
  stop.abort();
  await expect(waiting).rejects.toThrow('stopped');
  await expect(unlessAborted(Promise.resolve(7), stop.signal, failure)).rejects.toThrow('stopped');
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
});
