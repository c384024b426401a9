import { expect, test } from 'vitest';
import { bodyOf } from '../../../test/support/emulated.ts';
import { ApiRefusal } from '../state/refusal.ts';
import { htmlPage, indented, json, refused } from './answer.ts';

test('a refusal is written as the dialect names things, with its headers and a stack trace', () => {
  const refusal = new ApiRefusal(422, 'Broken', 'no', {
    validationErrors: { Interval: 'too short' },
    headers: { allow: 'GET' },
  });
  const answer = refused(refusal, 'PascalCase');
  expect([answer.status, answer.headers.allow]).toEqual([422, 'GET']);
  expect(bodyOf(answer)).toMatchObject({
    ErrorCode: 'Broken',
    ErrorMessage: 'no',
    ValidationErrors: { Interval: 'too short' },
  });
  expect(bodyOf(refused(refusal, 'camelCase')).stacktrace).toContain('BrokenException');
});

test('JSON is for programs on one line, for people on several', () => {
  expect(json(201, { a: 1 }, { b: 'c' })).toMatchObject({
    status: 201,
    body: '{"a":1}',
    headers: { b: 'c' },
  });
  expect(indented({ a: 1 }).body).toBe('{\n  "a": 1\n}\n');
});

test('a gateway has a page for each of its moods', () => {
  expect(
    [htmlPage(200).body, htmlPage(502).body].map((page) => /<h1>(.*)<\/h1>/.exec(String(page))?.[1]),
  ).toEqual(['Maintenance', '502 Bad Gateway']);
});
