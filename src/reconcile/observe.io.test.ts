import { expect, test } from 'vitest';
import { aSync } from '../../test/support/build.ts';
import type { TenantSettings } from '../model/settings.ts';
import { WorldFailure } from '../problems/worldFailure.ts';
import { observe } from './observe.io.ts';

const aTenant = (name: string): TenantSettings => ({
  name,
  labels: {},
  connection: { baseUrl: 'http://127.0.0.1:1', version: '2.0', auth: { kind: 'none' } },
});

test('a tenant that fails does not stop the others, and its failure keeps how long it wants to be left alone', async () => {
  const busy = { code: 'rate-limited', call: 'GET /', retriable: true, retryAfter: 600_000 } as const;
  const open = async ({ name }: TenantSettings) => ({
    acceptsNull: false,
    list: async () => {
      if (name === 'busy') throw new WorldFailure('429 Too Many Requests', busy);
      return [aSync()];
    },
    status: async () => [],
  });
  const { signal } = new AbortController();
  const { tenants, failures } = await observe(['busy', 'fine'].map(aTenant), open, {
    concurrency: 8,
    signal,
  });
  expect(tenants.map(({ name }) => name)).toEqual(['fine']);
  expect(failures).toEqual([
    { tenant: 'busy', code: 'rate-limited', message: '429 Too Many Requests', retryAfter: 600_000 },
  ]);
});
