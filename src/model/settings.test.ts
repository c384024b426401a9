import { expect, test } from 'vitest';
import { tenantKey } from './settings.ts';

const baseUrl = 'https://api.jtl-cloud.com/erp';
const tenantId = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

test.each([
  ['a tenant id in capitals', { baseUrl, tenantId: tenantId.toUpperCase() }],
  ['an address with a slash at its end', { baseUrl: `${baseUrl}/`, tenantId }],
  ['an address with the usual port', { baseUrl: 'https://api.jtl-cloud.com:443/erp', tenantId }],
])('one tenant, spelled otherwise: %s', (_, other) => {
  expect(tenantKey(other)).toBe(tenantKey({ baseUrl, tenantId }));
});

test.each([
  ['another id', { baseUrl, tenantId: '3c90c3cc-0d44-4b50-8888-8dd25736052b' }],
  ['no id', { baseUrl }],
  ['another path', { baseUrl: 'https://api.jtl-cloud.com/other', tenantId }],
])('another tenant: %s', (_, other) => {
  expect(tenantKey(other)).not.toBe(tenantKey({ baseUrl, tenantId }));
});
