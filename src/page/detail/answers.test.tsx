import { expect, test } from 'vitest';
import { ebayId, serveDetail, textOf } from '../../../test/support/detail.ts';
import { servePages } from '../../../test/support/pages.ts';
import { bare } from '../../../test/support/status.ts';

const page = `/tenants/acme/syncs/${ebayId}`;

test.each([
  page,
  page.toUpperCase().replace('/TENANTS/ACME/SYNCS', '/tenants/acme/syncs'),
  `/tenants/acme/syncs/%7B${ebayId}%7D`,
])('%s is the page of the sync', async (address) => {
  const response = await (await serveDetail()).ask(address);
  expect(response.status).toBe(200);
  expect(await textOf(response)).toContain('Ebay (Shop)');
});

test.each(['Ebay', 'Ebay%20(Shop)'])('one that is called %s is found under its identifier', async (name) => {
  const { ask } = await serveDetail();
  const response = await ask(`/tenants/acme/syncs/${name}?x=1`, { redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([302, `${page}?x=1`]);
});

test('a tenant that is not there is told with the nearest, a sync with what may have become of it', async () => {
  const { ask } = await serveDetail();
  const tenant = await ask('/tenants/acne');
  expect(tenant.status).toBe(404);
  expect(await tenant.text()).toContain('<a href="/tenants/acme">');
  const sync = await ask('/tenants/acme/syncs/00000000-0000-0000-0000-000000000000');
  expect(sync.status).toBe(404);
  expect(await textOf(sync)).toContain('may have been removed in Wawi');
});

test('before the first pass, and without good files, it says what to wait for or to mend', async () => {
  const starting = await (await servePages({ daemon: bare() })).ask('/tenants/acme');
  expect(starting.status).toBe(503);
  expect(await textOf(starting)).toContain('has just started');
  const bad = { since: 0, problems: [{ code: 'yaml', message: 'no colon' }] } as const;
  const mend = await (await servePages({ daemon: { ...bare(), bad } })).ask('/tenants/acme/syncs/x');
  expect(await mend.text()).toContain('href="/problems"');
});

test('what the last pass knew by its identifier is explained though its tenant does not answer', async () => {
  const failures = [{ tenant: 'acme', code: 'timeout', message: 'no answer' }] as const;
  const { ask } = await serveDetail({ observed: [], asking: { parts: { failures } } });
  const text = await textOf(await ask(page));
  expect(text).toContain('Wawi did not answer');
  expect(text).toContain('syncs/acme/ebay.yaml:3');
});
