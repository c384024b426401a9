import { expect, test } from 'vitest';
import { watchToForecast } from './forecast.ts';
import { quotaLasts } from './quota/lasting.ts';

type Seen = {
  /** Of a list, on each tenant. */
  readonly ms: number;
  readonly quota?: { readonly limit: number; readonly intervalSeconds: number; readonly isOwn?: boolean };
  readonly origins?: number;
  readonly limit?: number;
};

/** What is foretold of so many changes on each of some tenants that were read like this. */
function foretell(
  tenants: number,
  changes: number,
  { ms, quota, origins = 1, limit }: Seen,
  readSeconds = 0,
) {
  const watched = watchToForecast();
  const { onRequest, onQuota, onLimit } = watched.observer;
  const names = Array.from({ length: tenants }, (_, index) => `tenant-${index}`);
  for (const [index, tenant] of names.entries()) {
    const common = { endpoint: 'list', tenant } as const;
    onRequest!({ ...common, status: 200, failure: undefined, milliseconds: ms });
    onRequest!({ ...common, status: 429, failure: undefined, milliseconds: 60_000 });
    const origin = `https://erp-${index % origins}`;
    if (quota) onQuota!({ isOwn: false, remaining: 0, ...quota, ...common, origin });
  }
  if (limit !== undefined) onLimit!({ api: 'https://erp-0', limit });
  const writes = names.flatMap((name) => Array.from({ length: changes }, () => name));
  return watched.forecast({ tenants: writes, concurrency: 8, readSeconds });
}

const perMinute = (limit: number, isOwn = false) => ({ limit, intervalSeconds: 60, isOwn });

test.each<[string, number, number, Seen, number, number, string]>([
  ['a quota that all share', 60, 10, { ms: 100, quota: perMinute(120) }, 240, 420, 'quota'],
  ['a quota of each tenant', 60, 10, { ms: 2_000, quota: perMinute(120, true) }, 160, 160, 'latency'],
  ['a tight quota of each tenant', 20, 10, { ms: 100, quota: perMinute(5, true) }, 180, 720, 'quota'],
  [
    'a quota of each of three hosts',
    60,
    10,
    { ms: 100, quota: perMinute(60), origins: 3 },
    120,
    300,
    'quota',
  ],
  ['a quota of one tenant', 1, 60, { ms: 100, quota: perMinute(20, true) }, 120, 240, 'quota'],
  ['no quota', 60, 10, { ms: 1_600 }, 128, 128, 'latency'],
  ['no quota, one after another', 1, 600, { ms: 200 }, 120, 120, 'latency'],
  ['no quota, and an API that bears two', 60, 10, { ms: 1_000, limit: 2 }, 300, 300, 'latency'],
])('%s', (_, tenants, changes, seen, from, to, limitedBy) => {
  const foretold = foretell(tenants, changes, seen);
  expect(foretold).toMatchObject({ requests: tenants * changes, limitedBy });
  expect(foretold!.seconds).toBeGreaterThanOrEqual(from);
  expect(foretold!.seconds).toBeLessThanOrEqual(to);
});

test('what is to be read again counts as well', () => {
  expect(foretell(8, 10, { ms: 1_000 }, 20)?.seconds).toBe(30);
});

test('nothing is foretold where it is a moment, or where there is nothing to write', () => {
  expect(foretell(60, 10, { ms: 100 })).toBeUndefined();
  expect(foretell(60, 0, { ms: 100 }, 50)).toBeUndefined();
});

test('while reading, the quota that was told last says how long requests take', () => {
  const { observer, lasts } = watchToForecast();
  const tell = (limit: number, isOwn = false) =>
    observer.onQuota!({
      ...perMinute(limit, isOwn),
      ...{ remaining: 0, origin: 'https://erp', endpoint: 'list', tenant: 'acme' },
    });
  expect(lasts(600)).toBe(0);
  for (const limit of [120, 120, 60, 120]) {
    tell(limit);
    for (const requests of [600, 599]) expect(lasts(requests)).toBe(quotaLasts(requests, perMinute(limit)));
  }
  tell(120, true);
  expect(lasts(600)).toBe(0);
});
