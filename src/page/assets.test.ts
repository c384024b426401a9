import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { assetAddress, assetAt } from './assets.ts';

const address = assetAddress('live.js');

test('an asset may be kept for ever, under an address that changes with it', async () => {
  const answer = assetAt(address, new Headers())!;
  expect(address).toMatch(/^\/assets\/live-[0-9a-f]{12}\.js$/);
  expect(answer.headers.get('cache-control')).toContain('immutable');
  expect(answer.headers.get('content-type')).toContain('javascript');
  expect(await answer.text()).toContain('EventSource');
});

test.each([
  ['gzip', gunzipSync],
  ['gzip, br', brotliDecompressSync],
] as const)('it travels packed by %s where that is asked', async (accepted, unpack) => {
  const headers = new Headers({ 'accept-encoding': accepted });
  const bytes = Buffer.from(await assetAt(address, headers)!.arrayBuffer());
  expect(`${unpack(bytes)}`).toContain('EventSource');
});

test('who has it already gets nothing', () => {
  const etag = assetAt(address, new Headers())!.headers.get('etag')!;
  expect(assetAt(address, new Headers({ 'if-none-match': `"x", W/${etag}` }))!.status).toBe(304);
});

test('there is no other', () => {
  expect(assetAt('/assets/live.js', new Headers())).toBeUndefined();
});
