import { expect, test } from 'vitest';
import { aTenant } from '../../../test/support/build.ts';
import { ebayId, ebayLive, serveDetail } from '../../../test/support/detail.ts';

const page = `/tenants/acme/syncs/${ebayId}`;

test('foreign text does no harm', async () => {
  const name = '<img src=x>\u202e\n😀';
  const observed = [aTenant([{ ...ebayLive.syncs[0]!, name }])];
  const html = await (await (await serveDetail({ files: {}, observed })).ask(page)).text();
  expect(html).toContain('<bdi>&lt;img src=x&gt;\\u{202e}\\n😀 (Shop)</bdi>');
  expect(html).not.toContain('<img');
});
