import { expect, test } from 'vitest';
import { createTenant, forgetLists } from './tenant.ts';

test('a tenant can be reached, and has no answer ready', () => {
  const tenant = createTenant({ name: 'acme', tenantId: 'T-1', apiKey: 'K', labels: {} }, []);
  expect(tenant).toMatchObject({ name: 'acme', unreachable: false, syncs: [] });
  tenant.lists.set('camelCase', Buffer.from('[]'));
  forgetLists(tenant);
  expect(tenant.lists.size).toBe(0);
});
