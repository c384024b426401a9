import { expect, test } from 'vitest';
import { createTenants } from './tenants.ts';

test('a tenant that has gone is removed once, and met anew when it returns', () => {
  const removed: string[] = [];
  const tenants = createTenants((tenant) => removed.push(tenant));
  for (const tenant of ['acme', 'globex', 'acme']) tenants.meet(tenant);
  tenants.forget((tenant) => tenant === 'acme');
  tenants.forget((tenant) => tenant === 'acme');
  expect(removed).toEqual(['acme']);
  tenants.meet('acme');
  tenants.forget(() => true);
  expect(removed).toEqual(['acme', 'globex', 'acme']);
});
