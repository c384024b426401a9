import { expect, test } from 'vitest';
import { answer, json, refused } from './answer.ts';

test('an answer tells its length in bytes, and is for no cache', async () => {
  const { status, headers } = answer(503, 'text/plain', 'grün');
  expect([status, Object.fromEntries(headers)]).toEqual([
    503,
    {
      'cache-control': 'no-store',
      'content-length': '5',
      'content-type': 'text/plain',
      'x-content-type-options': 'nosniff',
    },
  ]);
});

test('a document is one line of JSON', async () => {
  expect(await json(200, { a: [1] }).text()).toBe('{"a":[1]}\n');
});

test('a refusal is a problem without a place', async () => {
  const refusal = refused(405, { code: 'method-not-allowed', message: 'no' }, { allow: 'GET' });
  expect([refusal.status, refusal.headers.get('allow')]).toEqual([405, 'GET']);
  expect(await refusal.json()).toEqual({
    formatVersion: '1.0',
    problems: [{ code: 'method-not-allowed', message: 'no', origin: null }],
  });
});
