import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packed } from './packed.ts';

test.each([
  ['gzip', true],
  ['br, gzip;q=0.5', true],
  ['deflate', false],
  ['gzip;q=0', false],
  ['gzip; q=0.0, br', false],
  ['*', true],
  ['gzip;q=0, *', false],
  ['*;q=0', false],
  [undefined, false],
])('%j understands gzip: %s', (accepted, isPacked) => {
  const { body, ...headers } = packed('hello', accepted);
  expect(headers['content-encoding'] === 'gzip').toBe(isPacked);
  expect(`${isPacked ? gunzipSync(body) : body}`).toBe('hello');
});
