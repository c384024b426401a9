import { expect, test } from 'vitest';
import { settingsContext } from '../../test/support/settingsContext.ts';
import { childOf } from '../yaml/node.ts';
import { findTwins, missingCredentials, readTenants } from './tenants.ts';

function tenantsIn(...lines: readonly string[]) {
  const context = settingsContext(lines);
  return { tenants: readTenants(childOf(context.root, 'tenants'), context), problems: context.problems };
}

const auth = 'auth: { clientId: me, clientSecret: { env: S } }';

test('a file without tenants is about one that is called default', () => {
  expect(tenantsIn().tenants).toMatchObject([{ name: 'default', labels: {} }]);
});

test('tenants that are no map, or none, are nobody anyone could name', () => {
  expect(tenantsIn('tenants: [acme]').tenants).toBeUndefined();
  expect(tenantsIn('tenants: {}').tenants).toBeUndefined();
});

test('each has its labels and its place', () => {
  const { tenants, problems } = tenantsIn(
    auth,
    'tenants:',
    '  acme: { tenantId: a, labels: { tier: gold } }',
  );
  expect(tenants).toMatchObject([{ name: 'acme', labels: { tier: 'gold' }, origin: { line: 3 } }]);
  expect(problems).toEqual([]);
});

test('the cloud asks for a tenant id, and none may hold what no header carries', () => {
  const { problems } = tenantsIn(auth, 'tenants:', '  acme: {}', '  globex: { tenantId: "a b" }');
  expect(problems).toMatchObject([
    { code: 'tenant-id-missing', origin: { line: 3 } },
    { code: 'bad-value', origin: { line: 4 } },
  ]);
});

test('two names for one tenant are told, whatever the case of its id', () => {
  const { tenants } = tenantsIn(auth, 'tenants:', '  acme: { tenantId: A }', '  globex: { tenantId: a }');
  expect(findTwins(tenants)).toMatchObject([
    { code: 'same-tenant', origin: { line: 4 }, related: { line: 3 } },
  ]);
  expect(findTwins(tenants!.slice(1))).toEqual([]);
});

test.each([
  ['https://ERP.example:443/a/../erp/', '{3F0C3C1E-0000-4000-8000-000000000001}'],
  ['https://erp.example./erp', '3f0c3c1e000040008000000000000001'],
])('%s with %s is the tenant that is spelled plainly elsewhere', (url, id) => {
  const { tenants } = tenantsIn(
    auth,
    'tenants:',
    '  acme: { tenantId: 3f0c3c1e-0000-4000-8000-000000000001, api: { baseUrl: https://erp.example/erp } }',
    `  globex: { tenantId: "${id}", api: { baseUrl: "${url}" } }`,
  );
  expect(findTwins(tenants)).toMatchObject([{ code: 'same-tenant', origin: { line: 4 } }]);
});

test('on-premise the address says which tenant it is, whatever the key', () => {
  const at = (path: string, key: string) =>
    `{ api: { baseUrl: "http://127.0.0.1:64110/${path}" }, auth: { apiKey: { env: ${key} } } }`;
  const { tenants } = tenantsIn(
    'tenants:',
    `  a: ${at('x', 'A')}`,
    `  b: ${at('x/', 'B')}`,
    `  c: ${at('y', 'A')}`,
  );
  expect(findTwins(tenants)).toMatchObject([{ code: 'same-tenant', origin: { line: 3 } }]);
});

test('whoever cannot sign in is told before the first request', () => {
  const { tenants } = tenantsIn('tenants: { acme: {} }');
  expect(missingCredentials(tenants!)).toMatchObject([{ code: 'no-credentials', origin: { line: 1 } }]);
});
