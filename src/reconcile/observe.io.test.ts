import { describe, expect, test } from 'vitest';
import { aSync } from '../../test/support/build.ts';
import type { TenantSettings } from '../model/settings.ts';
import { WorldFailure } from '../problems/worldFailure.ts';
import { demandActive, observe } from './observe.io.ts';

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

describe('whether syncs are active', () => {
  const { signal } = new AbortController();
  const gone = { code: 'not-found', call: 'GET /status', retriable: false } as const;
  const open = async ({ name }: TenantSettings) => ({
    acceptsNull: false,
    list: async () => [aSync({ id: 'a' }), aSync({ id: 'b' })],
    status: async () => {
      if (name !== 'told') throw new WorldFailure('GET /status: 404', gone);
      return [{ id: 'a', health: 'Suspended' as const, active: false, lastSync: null, nextSync: null }];
    },
  });
  const options = { concurrency: 8, signal, readsActive: (tenant: string) => tenant !== 'quiet' };

  test('is asked where it matters, and a tenant that does not tell is a failure with a hint', async () => {
    const { tenants, failures } = await observe(['told', 'quiet', 'silent'].map(aTenant), open, options);
    const told = tenants.map(({ name, syncs }) => [name, syncs.map(({ active }) => active)]);
    expect(told).toEqual([
      ['told', [false, undefined]],
      ['quiet', [undefined, undefined]],
    ]);
    expect(failures).toMatchObject([
      { tenant: 'silent', code: 'not-found', hint: expect.stringContaining('leave `active` out') },
    ]);
  });

  test('is not known, and that is no failure, for whoever can do without', async () => {
    const { tenants, failures } = await observe(['silent'].map(aTenant), open, {
      ...options,
      mayLackStatus: true,
    });
    expect(tenants[0]!.syncs.map(({ active }) => active)).toEqual([undefined, undefined]);
    expect(failures).toEqual([]);
  });

  test.each([
    ['that is not listed', {}, 'Ebay (Shop) is not in the status list, so'],
    ['in a state that nobody knows', { unknown: '99' }, 'Ebay (Shop) has a state that nobody knows (99), so'],
  ])('is never guessed of a sync %s', (_, state, words) => {
    expect(() => demandActive([aSync({ active: false }), aSync(state)])).toThrow(words);
    expect(() => demandActive([aSync({ active: false })])).not.toThrow();
  });
});
