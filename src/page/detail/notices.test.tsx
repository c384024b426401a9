import { expect, test } from 'vitest';
import { ebayId, serveDetail, textOf } from '../../../test/support/detail.ts';

const page = `/tenants/acme/syncs/${ebayId}`;

test('a sync that is left alone says why, by which place and until when', async () => {
  const text = await textOf(await (await serveDetail()).ask(page));
  expect(text).toMatch(/suspended until 2026-12-01 00:00 .* by syncs\/acme\/ebay.yaml:5 : Freeze/);
});

test('one that no document names says how it comes into git', async () => {
  const { ask } = await serveDetail({ files: {} });
  const text = await textOf(await ask(page, { headers: { 'accept-language': 'de' } }));
  expect(text).toContain('nicht verwaltet');
  expect(text).toContain('sollist pull --new -t acme');
});

test('a tenant that is still being asked is waited for by the reader, not by the page', async () => {
  const html = await (await (await serveDetail({ observed: [] })).ask(page)).text();
  expect(html).toContain('still being asked');
  expect(html).toContain('data-again');
});
