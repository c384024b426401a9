import { expect, test } from 'vitest';
import { ApiRefusal, tooMany, unauthorized } from './refusal.ts';

test('a refusal is an error with what an answer needs', () => {
  const refusal = new ApiRefusal(404, 'NotFound', 'There is no sync 17.');
  expect(refusal).toBeInstanceOf(Error);
  expect(refusal).toMatchObject({ status: 404, code: 'NotFound', validationErrors: {}, headers: {} });
});

test('who is not let in is told how to ask, and who asks too often when to come back', () => {
  expect(unauthorized('no')).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  expect(tooMany(7)).toMatchObject({ status: 429, headers: { 'retry-after': '7' } });
});
