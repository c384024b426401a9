import { getEventListeners } from 'node:events';
import pLimit from 'p-limit';
import { afterEach, describe, expect, test } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/server.io.ts';
import { durationOfSeconds } from '../../src/model/duration.ts';
import type { SyncSettings } from '../../src/model/fields/index.ts';
import {
  failureOf,
  going,
  inCloud,
  noon,
  openReaders,
  openWriters,
  recorded,
} from '../support/wawi/client.ts';
import {
  byTheClock,
  fromTheFirst,
  type Limiter,
  type Rule,
  slidingWindow,
  tokenBucket,
} from '../support/wawi/limiters.ts';
import { item, json, serve, status, withTokens } from '../support/wawi/serve.ts';
import { startVirtualTime, type VirtualTime } from '../support/wawi/virtualTime.ts';

const closing: { close(): unknown }[] = [];
afterEach(() => Promise.all(closing.splice(0).map((one) => one.close())));

function virtual(): VirtualTime {
  const time = startVirtualTime();
  closing.push(time);
  return time;
}

const optionsIn = (time: VirtualTime) =>
  recorded({ clock: { now: time.now, monotonic: time.now, sleep: time.sleep }, random: () => 0.5 });

const minutes = (time: VirtualTime) => (time.now() - noon.getTime()) / 60_000;

const five: SyncSettings = { interval: durationOfSeconds(300), options: [] };

/** A pass's worth of work: each tenant lists, then changes its sync some times. */
type Load = { readonly tenants: number; readonly posts: number; readonly atOnce: number };

async function work(url: string, ids: readonly string[], load: Load, time: VirtualTime) {
  const options = optionsIn(time);
  const writers = openWriters(options);
  const limit = pLimit(load.atOnce);
  const all = ids.slice(0, load.tenants).map((tenantId) =>
    limit(async () => {
      const one = await writers.open(inCloud({ url, tenantId, name: tenantId }));
      const [sync] = await one.list(going());
      for (let post = 0; post < load.posts; post += 1) await one.configure(sync!.id, five, going());
    }),
  );
  await time.until(Promise.all(all));
  return options;
}

describe('the emulator never has to say 429', () => {
  const start = async (time: VirtualTime, options: EmulatorOptions): Promise<Emulator> => {
    const emulator = await startEmulator({ syncs: 1, now: time.now, monotonic: time.now, ...options });
    closing.push(emulator);
    return emulator;
  };

  // What it takes at least: with a quota of 60, 100 requests cannot be done within the first minute.
  test.each([
    ['20/60 a tenant, 100 tenants, a list each', 20, 'tenant', { tenants: 100, posts: 0, atOnce: 100 }, 0.1],
    ['60/60 in all, 100 tenants, a list each', 60, 'client', { tenants: 100, posts: 0, atOnce: 100 }, 3],
    ['60/60 in all, 100 tenants, eight at once', 60, 'client', { tenants: 100, posts: 0, atOnce: 8 }, 3],
    ['20/60 in all, 100 tenants, eight at once', 20, 'client', { tenants: 100, posts: 0, atOnce: 8 }, 10],
    ['20/60 a tenant, 40 changes of one', 20, 'tenant', { tenants: 1, posts: 40, atOnce: 1 }, 3],
    ['60/60 in all, 40 changes of one', 60, 'client', { tenants: 1, posts: 40, atOnce: 1 }, 1],
    ['20/60 a tenant, 40 changes of four', 20, 'tenant', { tenants: 4, posts: 10, atOnce: 4 }, 0.1],
    ['60/60 in all, 80 changes of eight', 60, 'client', { tenants: 8, posts: 10, atOnce: 8 }, 3],
    ['1/60 in all, three tenants', 1, 'client', { tenants: 3, posts: 1, atOnce: 3 }, 8],
    ['2/1 in all, 40 changes of four', 2, 'client', { tenants: 4, posts: 10, atOnce: 4 }, 2],
  ] as const)('%s', async (name, limit, scope, load, most) => {
    const time = virtual();
    const intervalSeconds = name.startsWith('2/1 ') ? 1 : 60;
    const emulator = await start(time, { tenants: load.tenants, quota: { limit, intervalSeconds, scope } });
    const ids = emulator.tenants.map(({ tenantId }) => tenantId);
    const options = await work(emulator.url, ids, load, time);
    expect(emulator.requests.filter(({ status }) => status !== 200)).toEqual([]);
    expect(emulator.requests).toHaveLength(1 + load.tenants * (1 + load.posts));
    expect(minutes(time)).toBeLessThanOrEqual(most);
    expect(options.quotas).toHaveLength(load.tenants * (1 + load.posts));
  });
});

/** A server that counts in its own way. Its answers take a while and overtake each other. */
async function limited(
  make: (rule: Rule) => Limiter,
  scope: 'tenant' | 'client',
  limit: number,
  time: VirtualTime,
  seconds = 60,
) {
  const limiters = new Map<string, Limiter>();
  const taken: number[] = [];
  let [refusals, seed] = [0, 1];
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const server = await serve(
    withTokens(async (response, request, index) => {
      const key = `${request.method} ${scope === 'tenant' ? request.headers['x-tenant-id'] : ''}`;
      const limiter = limiters.get(key) ?? make({ limit, seconds, now: time.now });
      limiters.set(key, limiter);
      const remaining = limiter.take();
      taken.push(time.now());
      if (remaining === undefined) refusals += 1;
      const headers = {
        'x-ratelimit-limit': `${limit}`,
        'x-ratelimit-interval-length-seconds': `${seconds}`,
        'x-ratelimit-remaining': `${remaining ?? 0}`,
      };
      await time.delay(20 + 400 * random());
      const answer =
        remaining === undefined
          ? status(429, headers)
          : json(request.method === 'GET' ? [item()] : item(), headers);
      answer(response, request, index);
    }, 360_000),
  );
  return { server, taken, refusals: () => refusals };
}

const ids = Array.from({ length: 100 }, (_, index) => `tenant-${index}`);

describe.each([
  ['by the clock', byTheClock],
  ['from the first request on', fromTheFirst],
  ['in a sliding window', slidingWindow],
  ['in a bucket', tokenBucket],
])('a server that counts %s never has to say 429', (_, make) => {
  test.each([
    ['client', 20, { tenants: 40, posts: 0, atOnce: 8 }, 8],
    ['client', 60, { tenants: 80, posts: 0, atOnce: 80 }, 4],
    ['client', 60, { tenants: 16, posts: 6, atOnce: 8 }, 4],
    ['client', 40, { tenants: 40, posts: 2, atOnce: 40 }, 8],
    ['tenant', 20, { tenants: 40, posts: 3, atOnce: 40 }, 1],
    ['tenant', 20, { tenants: 2, posts: 40, atOnce: 2 }, 5],
  ] as const)('one quota a %s, of %d a minute: %j', async (scope, limit, load, most) => {
    const time = virtual();
    const { server, refusals } = await limited(make, scope, limit, time);
    await work(server.url, ids, load, time);
    expect(refusals()).toBe(0);
    expect(minutes(time)).toBeLessThanOrEqual(most);
  });

  test('nor in one pass after another, whatever the pause between them', async () => {
    const time = virtual();
    const { server, refusals, taken } = await limited(make, 'client', 40, time);
    const options = optionsIn(time);
    const readers = openReaders(options);
    for (const seconds of [0, 7, 30, 59, 60, 61, 300]) {
      await time.until(time.sleep(seconds * 1000));
      const limit = pLimit(8);
      const lists = ids
        .slice(0, 24)
        .map((tenantId) =>
          limit(async () =>
            (await readers.open(inCloud({ url: server.url, tenantId, name: tenantId }))).list(going()),
          ),
        );
      await time.until(Promise.all(lists));
    }
    expect(refusals()).toBe(0);
    expect(taken).toHaveLength(7 * 24);
  });
});

test('after a pause one request goes ahead, and then no more than half the quota at once', async () => {
  const time = virtual();
  const { server, taken } = await limited(fromTheFirst, 'client', 20, time);
  const readers = openReaders(optionsIn(time));
  const pass = () =>
    Promise.all(
      ids.map(async (tenantId) =>
        (await readers.open(inCloud({ url: server.url, tenantId, name: tenantId }))).list(going()),
      ),
    );
  await time.until(readers.open(inCloud({ url: server.url })).then((one) => one.list(going())));
  await time.until(time.sleep(3_600_000));
  const from = taken.length;
  await time.until(pass());
  const after = taken.slice(from);
  expect(after[1]! - after[0]!).toBeGreaterThan(0);
  for (const start of after) {
    const burst = after.filter((at) => at >= start && at < start + 1000);
    expect(burst.length).toBeLessThanOrEqual(11);
  }
});

test('a server that tells no quota is not slowed down', async () => {
  const time = virtual();
  const server = await serve(
    withTokens(async (response, request, index) => {
      await time.delay(100);
      json(request.method === 'GET' ? [item()] : item())(response, request, index);
    }),
  );
  const options = await work(server.url, ids, { tenants: 50, posts: 2, atOnce: 50 }, time);
  expect(options.sleeps).toEqual([]);
  expect(time.now() - noon.getTime()).toBeLessThanOrEqual(1_000);
});

describe('a quota that is used up', () => {
  const told = (remaining: number, seconds: number) => ({
    'x-ratelimit-limit': '10',
    'x-ratelimit-interval-length-seconds': `${seconds}`,
    'x-ratelimit-remaining': `${remaining}`,
  });

  test('for an hour is a failure that says for how long, and nothing is sent', async () => {
    const server = await serve(withTokens(json([item()], told(0, 3600))));
    const options = recorded();
    const one = await openReaders(options).open(inCloud(server));
    await one.list(going());
    const before = server.requests.length;
    const failure = await failureOf(one.list(going()));
    expect(failure).toMatchObject({ code: 'rate-limited', attempts: 0 });
    expect(failure.message).toContain('the quota is used up for another 1h');
    expect(server.requests).toHaveLength(before);
    expect(options.sleeps).toEqual([]);
  });

  test('for a minute is waited for', async () => {
    const time = virtual();
    const { server, refusals } = await limited(fromTheFirst, 'client', 1, time);
    await work(server.url, ids, { tenants: 3, posts: 0, atOnce: 3 }, time);
    expect(refusals()).toBe(0);
    expect(minutes(time)).toBeGreaterThan(2);
  });

  test('by one tenant does not stop the others, where each has its own', async () => {
    const server = await serve(
      withTokens((response, request, index) => {
        const isUsedUp = request.headers['x-tenant-id'] === 'tenant-0';
        const answer = isUsedUp
          ? status(429, { ...told(0, 3600), 'retry-after': '3600' })
          : json([item()], told(9, 3600));
        answer(response, request, index);
      }),
    );
    const readers = openReaders(recorded());
    const list = async (tenantId: string) =>
      (await readers.open(inCloud({ url: server.url, tenantId, name: tenantId }))).list(going());
    for (let pass = 0; pass < 3; pass += 1) {
      expect(await failureOf(list('tenant-0'))).toMatchObject({ code: 'rate-limited' });
      const others = ids.slice(1, 9).map(list);
      expect((await Promise.all(others)).every((syncs) => syncs.length === 1)).toBe(true);
    }
  });

  test('for an hour, by ourselves and for all: the rest fails, and the server never has to say 429', async () => {
    const time = virtual();
    const { server, refusals, taken } = await limited(fromTheFirst, 'client', 12, time, 3600);
    const readers = openReaders(optionsIn(time));
    const lists = ids.slice(0, 30).map(async (tenantId) => {
      const one = await readers.open(inCloud({ url: server.url, tenantId, name: tenantId }));
      return one.list(going()).catch((failure) => failure.code);
    });
    const outcomes = await time.until(Promise.all(lists));
    expect(outcomes.filter((outcome) => outcome === 'rate-limited')).toHaveLength(18);
    expect([taken.length, refusals()]).toEqual([12, 0]);

    await time.until(time.sleep(3_600_000));
    const gaveUp = ids[29]!;
    const one = await readers.open(inCloud({ url: server.url, tenantId: gaveUp, name: gaveUp }));
    expect(await time.until(one.list(going()))).toHaveLength(1);
  });

  test('by all together is noticed by the second who is refused: nobody else asks', async () => {
    const refused = status(429, { ...told(0, 3600), 'retry-after': '3600' });
    const server = await serve(withTokens(refused));
    const readers = openReaders(recorded());
    const list = async (tenantId: string) =>
      (await readers.open(inCloud({ url: server.url, tenantId, name: tenantId }))).list(going());
    const failures = await Promise.all(ids.map((id) => failureOf(list(id))));
    for (const failure of failures) expect(failure.code).toBe('rate-limited');
    expect(server.requests.filter(({ method }) => method === 'GET')).toHaveLength(2);
  });

  test('is left when we are stopped, by all who wait', async () => {
    const time = virtual();
    const { server } = await limited(fromTheFirst, 'client', 1, time);
    const readers = openReaders(optionsIn(time));
    const stop = new AbortController();
    const all = ids.slice(0, 10).map(async (tenantId) =>
      failureOf(
        (await readers.open(inCloud({ url: server.url, tenantId, name: tenantId })))
          .list(stop.signal)
          .then(() => {
            throw new Error('listed');
          }),
      ).catch(() => 'listed' as const),
    );
    await time.until(time.sleep(30_000));
    stop.abort();
    const outcomes = await Promise.all(all);
    expect(outcomes.filter((outcome) => outcome === 'listed')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome !== 'listed') expect(outcome).toMatchObject({ code: 'stopped', attempts: 0 });
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });
});

test('two tenants that find it whole, one before and one after it began anew, do not make it their own', async () => {
  const time = virtual();
  const { server, refusals } = await limited(byTheClock, 'client', 10, time);
  const readers = openReaders(optionsIn(time));
  const list = async (tenantId: string) =>
    (await readers.open(inCloud({ url: server.url, tenantId, name: tenantId }))).list(going());
  await time.until(time.sleep(59_000));
  await time.until(list('early'));
  await time.until(time.sleep(1_000));
  await time.until(list('late'));
  await time.until(Promise.all(ids.slice(0, 30).map(list)));
  expect(refusals()).toBe(0);
});

test('a clock that is put back keeps nothing waiting for longer than the quota asks', async () => {
  let [time, waited] = [noon.getTime(), 0];
  const headers = {
    'x-ratelimit-limit': '10',
    'x-ratelimit-interval-length-seconds': '60',
    'x-ratelimit-remaining': '0',
  };
  const server = await serve(withTokens(json([item()], headers)));
  const sleep = async (milliseconds: number) => {
    waited += milliseconds;
  };
  const options = recorded({ clock: { now: () => time, monotonic: () => waited, sleep } });
  const one = await openReaders(options).open(inCloud(server));
  await one.list(going());
  time -= 86_400_000;
  expect(await one.list(going())).toHaveLength(1);
  expect(waited).toBeGreaterThan(0);
  expect(waited).toBeLessThanOrEqual(60_000);
});

test('counts of the server that make no sense are no quota', async () => {
  for (const [limit, remaining, seconds] of [
    ['0', '0', '60'],
    ['10', '-1', '60'],
    ['10', '0', '0'],
    ['x', '0', '60'],
    ['10', '', '60'],
  ]) {
    const headers = {
      'x-ratelimit-limit': limit!,
      'x-ratelimit-remaining': remaining!,
      'x-ratelimit-interval-length-seconds': seconds!,
    };
    const server = await serve(withTokens(json([item()], headers)));
    const options = recorded();
    const one = await openReaders(options).open(inCloud(server));
    for (let pass = 0; pass < 3; pass += 1) await one.list(going());
    expect([options.sleeps, options.quotas]).toEqual([[], []]);
  }
});
