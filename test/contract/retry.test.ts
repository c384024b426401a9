import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { WawiOptions } from '../../src/wawi/options.ts';
import { failureOf, noon, recorded } from '../support/wawi/client.ts';
import { configure, fine, list } from '../support/wawi/kiosk.ts';
import { type Answer, brokenBody, inTurn, item, json, reset, serve, status } from '../support/wawi/serve.ts';

const passing: Readonly<Record<string, { answer: Answer; code: string }>> = {
  408: { answer: status(408), code: 'timeout' },
  425: { answer: status(425), code: 'server-error' },
  429: { answer: status(429), code: 'rate-limited' },
  500: { answer: status(500), code: 'server-error' },
  502: { answer: status(502), code: 'server-error' },
  503: { answer: status(503), code: 'server-error' },
  504: { answer: status(504), code: 'server-error' },
  'a reset before the answer': { answer: reset, code: 'unreachable' },
  'a reset in the body': { answer: brokenBody({ 'content-length': '900' }, 'reset'), code: 'unreachable' },
  'a reset in a chunked body': { answer: brokenBody({}, 'reset'), code: 'unreachable' },
  'a truncated body': { answer: brokenBody({ 'content-length': '900' }, 'end'), code: 'unreachable' },
  'a truncated chunked body': { answer: brokenBody({}, 'end'), code: 'unreachable' },
};

describe.each(Object.entries(passing))('%s passes by itself', (_, { answer, code }) => {
  test('a list is tried again', async () => {
    const server = await serve(inTurn(answer, answer, fine));
    const options = recorded();
    expect(await list(server, options)).toHaveLength(1);
    expect(server.requests).toHaveLength(3);
  });

  test('a POST is repeated byte by byte, and tells how often it was sent', async () => {
    const server = await serve(inTurn(answer, answer, answer, answer, json(item())));
    const { attempts, sync } = await configure(server, recorded());
    expect({ attempts, id: sync?.id }).toEqual({ attempts: 5, id: item().identifier });
    expect(server.requests).toHaveLength(5);
    expect(
      new Set(server.requests.map(({ body, headers, path }) => `${path}${headers['content-type']}${body}`))
        .size,
    ).toBe(1);
    expect(server.requests[0]!.body).toContain('00:05:00');
  });

  test('five tries are all there are', async () => {
    const server = await serve(answer);
    const options = recorded();
    const failure = await failureOf(configure(server, options));
    expect(failure).toMatchObject({ code, attempts: 5, retriable: true });
    expect(failure.message).toContain('after 5 tries');
    expect(server.requests).toHaveLength(5);
    expect(options.sleeps).toHaveLength(4);
  });
});

test('a server that is not there is tried five times', async () => {
  const failure = await failureOf(list({ url: 'http://127.0.0.1:9', requests: [] }, recorded()));
  expect(failure).toMatchObject({ code: 'unreachable', attempts: 5, retriable: true });
  expect(failure.hint).toContain('api.baseUrl');
});

describe.each([
  [400, 'rejected'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [405, 'rejected'],
  [409, 'changed-meanwhile'],
  [412, 'rejected'],
  [422, 'rejected'],
  [501, 'server-error'],
  [505, 'server-error'],
  [304, 'bad-answer'],
])('%d does not pass', (code, name) => {
  test.each([['GET'], ['POST']] as const)('after one %s it fails', async (method) => {
    const server = await serve(status(code, { 'retry-after': '1' }));
    const options = recorded();
    const failure = await failureOf(method === 'GET' ? list(server, options) : configure(server, options));
    expect(failure).toMatchObject({ code: name, attempts: 1, retriable: false });
    expect(failure.message).toContain(String(code));
    expect([server.requests.length, options.sleeps]).toEqual([1, []]);
  });
});

test('401 with an API key is final: there is no other key to be had', async () => {
  const server = await serve(status(401));
  expect(await failureOf(list(server, recorded()))).toMatchObject({ code: 'unauthorized', attempts: 1 });
  expect(server.requests).toHaveLength(1);
});

describe('waits between tries', () => {
  const waits = async (random: number, answer: Answer) => {
    const options = recorded({ random: () => random });
    await failureOf(list(await serve(answer), options));
    return options.sleeps;
  };

  test('are of random length, from nothing', async () => {
    expect(await waits(0, status(503))).toEqual([0, 0, 0, 0]);
  });

  test('and grow exponentially', async () => {
    expect(await waits(1 - Number.EPSILON, status(503))).toEqual([500, 1000, 2000, 4000]);
    expect(await waits(0.5, reset)).toEqual([250, 500, 1000, 2000]);
  });

  test('last at least as long as Retry-After says, in seconds', async () => {
    expect(await waits(0, status(503, { 'retry-after': '7' }))).toEqual([7000, 7000, 7000, 7000]);
    expect(await waits(0.5, status(429, { 'retry-after': ' 120 ' }))).toEqual([
      120_250, 120_500, 121_000, 122_000,
    ]);
  });

  test('or as a date, by the clock of the server', async () => {
    const dated = (date: Date, until: string) =>
      status(503, { date: date.toUTCString(), 'retry-after': until });
    const server = new Date('2020-01-01T00:00:00Z');
    expect(await waits(0, dated(server, 'Wed, 01 Jan 2020 00:00:30 GMT'))).toContain(30_000);
    expect(await waits(0, dated(noon, 'Wed, 04 Mar 2026 11:00:00 GMT'))).toEqual([0, 0, 0, 0]);
  });

  test('or as a date, by our own clock where the server tells none', async () => {
    const answer: Answer = (response) => {
      response.sendDate = false;
      response.writeHead(503, { 'retry-after': 'Wed, 04 Mar 2026 12:01:00 GMT' }).end();
    };
    expect(await waits(0, answer)).toContain(60_000);
  });

  test.each([['soon'], ['-5'], ['1.5'], ['']])('take no notice of Retry-After: %j', async (text) => {
    expect(await waits(0, status(503, { 'retry-after': text }))).toEqual([0, 0, 0, 0]);
  });

  test('are left out where the server asks for more than two minutes: the failure tells how long', async () => {
    for (const until of ['121', '99999999999999999999']) {
      const server = await serve(status(429, { 'retry-after': until }));
      const options = recorded();
      const failure = await failureOf(list(server, options));
      expect(failure).toMatchObject({ code: 'rate-limited', attempts: 1, retriable: true });
      expect([server.requests.length, options.sleeps]).toEqual([1, []]);
      expect(failure.message).toMatch(/asks to come back in \w+$/);
      if (until === '121') {
        expect(failure.retryAfter).toBe(121_000);
        expect(failure.message).toContain('in 2m1s');
      }
    }
  });
});

/** A wait that begins, and ends only with its signal. */
function endlessSleep() {
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const wait: WawiOptions['clock']['sleep'] = async (_, signal) => {
    begin();
    await sleep(60_000, undefined, { signal });
  };
  return { begun, wait };
}

describe('stopped', () => {
  test('during a wait: nothing more is sent, and it says after what', async () => {
    const server = await serve(status(503));
    const { begun, wait } = endlessSleep();
    const stop = new AbortController();
    const failed = failureOf(configure(server, recorded({ clock: { sleep: wait } }), stop.signal));
    await begun;
    stop.abort();
    const failure = await failed;
    expect(failure).toMatchObject({ code: 'stopped', attempts: 1, retriable: false });
    expect(failure.message).toContain('503');
    expect(server.requests).toHaveLength(1);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  test('during a POST: it is finished, and its answer comes back', async () => {
    const stop = new AbortController();
    const server = await serve(async (response, request, index) => {
      stop.abort();
      await sleep(30);
      json(item())(response, request, index);
    });
    expect(await configure(server, recorded(), stop.signal)).toMatchObject({
      attempts: 1,
      sync: { name: 'Ebay' },
    });
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  test('during a POST that fails: it is not repeated', async () => {
    const stop = new AbortController();
    const server = await serve((response) => {
      stop.abort();
      response.writeHead(503).end();
    });
    const failure = await failureOf(configure(server, recorded(), stop.signal));
    expect(failure).toMatchObject({ code: 'stopped', attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  test('during a GET: it ends at once', async () => {
    const stop = new AbortController();
    const server = await serve((response) => {
      response.writeHead(200).write('[');
      setImmediate(() => stop.abort());
    });
    const failure = await failureOf(list(server, recorded(), stop.signal));
    expect(failure).toMatchObject({ code: 'stopped', attempts: 1, retriable: false });
    expect(server.requests).toHaveLength(1);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  test('before anything: nothing is sent', async () => {
    const server = await serve(fine);
    expect(await failureOf(list(server, recorded(), AbortSignal.abort()))).toMatchObject({
      code: 'stopped',
      attempts: 0,
    });
    expect(await failureOf(configure(server, recorded(), AbortSignal.abort()))).toMatchObject({
      code: 'stopped',
      attempts: 0,
    });
    expect(server.requests).toEqual([]);
  });
});
