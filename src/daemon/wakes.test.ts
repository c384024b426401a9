import { expect, test } from 'vitest';
import { createWakes } from './wakes.ts';

const going = new AbortController().signal;

test('wakes that came meanwhile fold into one, each reason once, in the order in which they came', async () => {
  const wakes = createWakes();
  for (const reason of ['files', 'schedule', 'files'] as const) wakes.wake(reason);
  expect(await wakes.next(going)).toEqual(['files', 'schedule']);
});

test('whoever waits is woken by the next one, which is then taken', async () => {
  const wakes = createWakes();
  const next = wakes.next(going);
  wakes.wake('request');
  expect(await next).toEqual(['request']);
  wakes.wake('signal');
  expect(await wakes.next(going)).toEqual(['signal']);
});

test('once it is stopped there is nothing to wake for, whatever comes', async () => {
  const [wakes, stop] = [createWakes(), new AbortController()];
  const waiting = wakes.next(stop.signal);
  stop.abort();
  expect(await waiting).toEqual([]);
  wakes.wake('files');
  expect(await wakes.next(stop.signal)).toEqual([]);
});
