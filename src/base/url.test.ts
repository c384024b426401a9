import { expect, test } from 'vitest';
import { ok } from './result.ts';
import { checkUrl } from './url.ts';

test.each([
  'https://api.example.com/erp',
  'http://localhost:9480',
  'http://a.localhost',
  'http://127.1/',
  'http://[::1]/',
])('%s is used as it is written', (text) => {
  expect(checkUrl(text, 'it', false)).toEqual(ok(text));
});

test.each([
  ['ftp://host/', 'it is no http or https address'],
  ['host', 'it is no http or https address'],
  ['https://me:hunter2@host/', 'it holds a user name or a password'],
  ['https://host/?key=hunter2', 'it holds a query or a fragment'],
  ['https://host/#hunter2', 'it holds a query or a fragment'],
  ['http://host/', 'it is plain http to host, which anybody on the way can read'],
  [
    'http://127.0.0.1.example.com/',
    'it is plain http to 127.0.0.1.example.com, which anybody on the way can read',
  ],
])('%s is refused, and what may be a secret is not quoted', (text, message) => {
  const checked = checkUrl(text, 'it', false);
  expect(checked).toMatchObject({ ok: false, why: { message } });
  expect(JSON.stringify(checked)).not.toContain('hunter2');
});

test('plain http may be allowed, and the hint says by what', () => {
  expect(checkUrl('http://host/', 'it', true).ok).toBe(true);
  expect(checkUrl('http://host/', 'it', false, 'say so')).toMatchObject({
    why: { hint: 'use https, or say so' },
  });
});
