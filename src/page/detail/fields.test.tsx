import { expect, test } from 'vitest';
import { ebayId, serveDetail, textOf } from '../../../test/support/detail.ts';

const page = `/tenants/acme/syncs/${ebayId}`;

test('each field has what is wanted, what there is, and all that has a say, the winner first', async () => {
  const text = await textOf(await (await serveDetail()).ask(page));
  expect(text).toMatch(/10m syncs\/acme\/ebay\.yaml:3 · by name · in force/);
  expect(text).toMatch(/5m syncs\/acme\/ebay\.yaml:7 · window 22:00–06:00 , opens 22:00/);
  expect(text).toMatch(/next: 22:00 .*? → 5m/);
  expect(text).toContain('1 option that no document names');
});

test('a secret is masked, and its place is named', async () => {
  const html = await (await (await serveDetail()).ask(page)).text();
  expect(html).toContain('(secret)');
  expect(html).toContain('EBAY_KEY');
  expect(html).not.toContain('canary');
});
