import { expect, test } from 'vitest';
import type { Casing } from '../state/dialects.ts';
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

test('times have three decimals, and in 1.x seven', () => {
  const [sync] = prepareSyncs(1, 1)('acme');
  const at = Date.UTC(2026, 0, 1, 12, 3);
  const times = (naming: Casing) => {
    const { lastSync, nextSync } = statusOf(sync!, at, naming);
    return [lastSync, nextSync];
  };
  expect(times('camelCase')).toEqual(['2026-01-01T12:00:00.000Z', '2026-01-01T12:10:00.000Z']);
  expect(times('PascalCase')).toEqual(['2026-01-01T12:00:00.0000000Z', '2026-01-01T12:10:00.0000000Z']);
});
