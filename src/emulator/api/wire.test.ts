import { describe, expect, test } from 'vitest';
import { prepareSyncs } from '../state/prepareSyncs.ts';
import { createTenant, forgetLists } from '../state/tenant.ts';
import { listOf, statusOf } from './wire.ts';

const tenant = () =>
  createTenant({ name: 'acme', tenantId: 'T', apiKey: 'K', labels: {} }, prepareSyncs(2, 1)('acme'));

test('a list is built once for each way to name fields, until something has changed', () => {
  const acme = tenant();
  const list = listOf(acme, 'camelCase', 'timespan');
  expect(listOf(acme, 'camelCase', 'timespan')).toBe(list);
  expect(JSON.parse(String(listOf(acme, 'PascalCase', 'timespan')))[0].SyncName).toBe('Ebay');
  acme.syncs[0]!.interval = null;
  forgetLists(acme);
  expect(JSON.parse(String(listOf(acme, 'camelCase', 'iso')))).toMatchObject([
    { interval: null },
    { interval: 'PT15M' },
  ]);
});

describe('a sync has always run on time', () => {
  const [sync] = prepareSyncs(1, 1)('acme');
  const at = Date.UTC(2026, 0, 1, 12, 3);

  test('by its interval', () => {
    expect(statusOf(sync!, at)).toMatchObject({
      state: 3,
      lastSync: '2026-01-01T12:00:00.000Z',
      nextSync: '2026-01-01T12:10:00.000Z',
    });
  });

  test('unless it is stopped, or has none', () => {
    for (const still of [{ isStopped: true }, { interval: null }, { interval: 0 }]) {
      expect(statusOf({ ...sync!, ...still }, at)).toMatchObject({
        state: 0,
        lastSync: null,
        nextSync: null,
      });
    }
  });
});
