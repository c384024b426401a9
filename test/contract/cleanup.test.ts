import { getEventListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { durationOfSeconds } from '../../src/model/duration.ts';
import type { WawiOptions } from '../../src/wawi/options.ts';
import { failureOf, going, inCloud, noon, openWriters, recorded } from '../support/wawi/client.ts';
import { inTurn, item, json, reset, serve, silence, status, withTokens } from '../support/wawi/serve.ts';

const settings = { interval: durationOfSeconds(300), options: [] };

/** What keeps a process from ending. */
const alive = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('what has come to an end, in whatever way, leaves no listener and no timer behind', async () => {
  const stop = new AbortController();
  const before = alive();
  const quota = {
    'x-ratelimit-limit': '4',
    'x-ratelimit-remaining': '1',
    'x-ratelimit-interval-length-seconds': '1',
  };
  const answers = [json([item()], quota), status(503), reset, status(401), json(item(), quota), silence];
  const server = await serve(withTokens(inTurn(...answers, ...answers, json([item()]))));
  let time = noon.getTime();
  const sleep: WawiOptions['clock']['sleep'] = async (milliseconds) => {
    time += milliseconds;
  };
  const writers = openWriters(
    recorded({ limits: { timeout: 500 }, clock: { monotonic: () => time, sleep } }),
  );
  const wawi = await writers.open(inCloud(server));
  for (let pass = 0; pass < 3; pass += 1) {
    await wawi.list(stop.signal);
    await wawi.configure('1', settings, stop.signal).catch(() => {});
  }
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  expect(alive()).toBeLessThanOrEqual(before);
});

test('closing ends what is still going on', async () => {
  const server = await serve(withTokens(silence));
  const writers = openWriters(recorded());
  const listing = failureOf((await writers.open(inCloud(server))).list(going()));
  while (server.requests.length < 2) await turn();
  await writers.close();
  expect(await listing).toMatchObject({ code: 'stopped' });
});
