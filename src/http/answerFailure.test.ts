import { expect, test } from 'vitest';
import { answerFailure, inWords } from './answerFailure.ts';

const noon = Date.parse('2026-03-04T12:00:00Z');
const target = { method: 'GET', url: new URL('https://erp.example/v2/workers') } as const;

function failure(status: number, headers = {}, body = '') {
  const answer = { status, headers, body: new TextEncoder().encode(body) };
  return answerFailure(target, answer, { conceal: (text) => text, now: noon, hint: 'a hint' });
}

test.each([
  [304, 'bad-answer', false],
  [400, 'rejected', false],
  [401, 'unauthorized', false],
  [403, 'forbidden', false],
  [404, 'not-found', false],
  [408, 'timeout', true],
  [409, 'changed-meanwhile', false],
  [422, 'rejected', false],
  [425, 'server-error', true],
  [429, 'rate-limited', true],
  [500, 'server-error', true],
  [501, 'server-error', false],
  [503, 'server-error', true],
])('%d is %s, and may pass by itself: %s', (status, code, retriable) => {
  expect(failure(status)).toMatchObject({ code, retriable, hint: 'a hint' });
});

test('it says the status by its name, the words of the answer, and until when to wait', () => {
  const { message, retryAfter } = failure(429, { 'retry-after': '121' }, '{"errorMessage":"Too many."}');
  expect(retryAfter).toBe(121_000);
  expect(message).toBe(
    'GET https://erp.example/v2/workers: 429 Too Many Requests: Too many.: asks to come back in 2m1s',
  );
});

test('what does not pass is not waited for', () => {
  expect(failure(422, { 'retry-after': '121' }).retryAfter).toBeUndefined();
});

test('a wait in words is never less than it is', () => {
  expect([inWords(1), inWords(60_000), inWords(3_600_001)]).toEqual(['1s', '1m', '1h1s']);
});
