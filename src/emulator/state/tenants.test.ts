import { expect, test } from 'vitest';
import { createTenant } from './tenant.ts';
import { createTenants } from './tenants.ts';

const tenant = (name: string, tenantId: string, apiKey: string) =>
  createTenant({ name, tenantId, apiKey, labels: {} }, []);

function two() {
  const tenants = createTenants();
  tenants.put(tenant('acme', 'T-1', 'K-1'));
  tenants.put(tenant('globex', 'T-2', 'K-2'));
  return tenants;
}

test('a tenant is found by its name, its id in any case, and its key to the letter', () => {
  const tenants = two();
  const found = [tenants.byName('globex'), tenants.byTenantId('t-2'), tenants.byApiKey('K-2')];
  expect(found.map((one) => one?.name)).toEqual(['globex', 'globex', 'globex']);
  expect([tenants.byApiKey('k-2'), tenants.byName('Globex')]).toEqual([undefined, undefined]);
});

test('one that takes the place of another keeps it in the order, and its old id and key are gone', () => {
  const tenants = two();
  tenants.put(tenant('acme', 'T-3', 'K-3'));
  expect(tenants.all().map(({ name, tenantId }) => `${name} ${tenantId}`)).toEqual([
    'acme T-3',
    'globex T-2',
  ]);
  expect([tenants.byTenantId('T-1'), tenants.byApiKey('K-1')]).toEqual([undefined, undefined]);
});

test('no id and no key has two holders, and nothing is changed by the attempt', () => {
  const tenants = two();
  expect(() => tenants.put(tenant('acme', 't-2', 'K-1'))).toThrow(
    'the tenantId of acme is that of globex already',
  );
  expect(() => tenants.put(tenant('new', 'T-4', 'K-1'))).toThrow('the apiKey of new is that of acme already');
  expect(tenants.all().map(({ name, tenantId }) => `${name} ${tenantId}`)).toEqual([
    'acme T-1',
    'globex T-2',
  ]);
});

test('one that is removed is not found any more, and its id is free', () => {
  const tenants = two();
  tenants.remove(tenants.byName('acme')!);
  expect([tenants.byName('acme'), tenants.byTenantId('T-1'), tenants.byApiKey('K-1')]).toEqual(
    Array(3).fill(undefined),
  );
  tenants.put(tenant('new', 'T-1', 'K-1'));
  expect(tenants.all().map(({ name }) => name)).toEqual(['globex', 'new']);
});
