import { expect, test } from 'vitest';
import { ok } from './result.ts';
import { below, checkUrl, mistakeInOrigin, placeOf } from './url.ts';

test.each([
  'https://api.example.com/erp',
  'http://localhost:9480',
  'http://a.localhost',
  'http://127.1/',
  'http://[::1]/',
])('%s is used as it is written', (text) => {
  expect(checkUrl(text, 'it', { allowInsecure: false })).toEqual(ok(text));
});

test.each([
  ['ftp://host/', 'it is no http or https address'],
  ['host', 'it is no http or https address'],
  ['https://me:hunter2@host/', 'it holds a user name or a password'],
  ['https://host/?key=hunter2', 'it holds a query or a fragment'],
  ['https://host/#hunter2', 'it holds a query or a fragment'],
  ['https://host/erp?', 'it holds a query or a fragment'],
  ['https://host#', 'it holds a query or a fragment'],
  ['https://@host/', 'it holds a user name or a password'],
  ['https:/host', 'it is no http or https address'],
  ['https:///host', 'it is no http or https address'],
  ['https://:443/erp', 'it is no http or https address'],
  ['https://host:/erp', 'it is no http or https address'],
  ['https://host:70000', 'it is no http or https address'],
  ['https://host:0/erp', 'it has the port 0'],
  ['https:\\\\host\\erp', 'it holds a backslash'],
  ['https://ho\tst/', 'it holds a character that no address has: U+0009 tab'],
  ['https://host/a\u200bb', 'it holds a character that no address has: U+200B zero width space'],
  ['http://host/', 'it is plain http to host, which anybody on the way can read'],
  [
    'http://127.0.0.1.example.com/',
    'it is plain http to 127.0.0.1.example.com, which anybody on the way can read',
  ],
])('%s is refused, and what may be a secret is not quoted', (text, message) => {
  const checked = checkUrl(text, 'it', { allowInsecure: false });
  expect(checked).toMatchObject({ ok: false, why: { message } });
  expect(JSON.stringify(checked)).not.toContain('hunter2');
});

test('plain http may be allowed, and the hint says by what', () => {
  expect(checkUrl('http://host/', 'it', { allowInsecure: true }).ok).toBe(true);
  expect(checkUrl('http://host/', 'it', { allowInsecure: false, howToAllow: 'say so' })).toMatchObject({
    why: { hint: 'use https, or say so' },
  });
});

test('only where all of it is a secret may there be a query', () => {
  const terms = { allowInsecure: false, mayAsk: true };
  expect(checkUrl('https://host/hook?key=x#y', 'it', terms).ok).toBe(true);
  expect(checkUrl('https://me:pw@host/hook?key=x', 'it', terms).ok).toBe(false);
});

test.each(['https://host/erp', 'https://host/erp/', 'https://host/erp//', 'https://host/a/../erp'])(
  'a path is added to that of %s',
  (base) => expect(below(base, 'v2/workers').href).toBe('https://host/erp/v2/workers'),
);

test('addresses are the same that lead to one place', () => {
  const spellings = [
    'https://müller.example/erp',
    'HTTPS://XN--MLLER-KVA.EXAMPLE:443/x/../erp/',
    'https://müller.example./erp',
  ];
  expect(new Set(spellings.map(placeOf)).size).toBe(1);
  const others = ['https://h/%65rp', 'https://h/erp', 'http://h/erp', 'https://h:444/erp', 'https://h/ERP'];
  expect(new Set(others.map(placeOf)).size).toBe(others.length);
});

test.each(['https://sollist.example.com', 'https://ops.example:8443/', 'http://sollist.lan:9470'])(
  '%s is all of a server',
  (text) => {
    expect(mistakeInOrigin(text, 'it')).toBeUndefined();
  },
);

test.each([
  ['sollist.example.com', 'it is no http or https address'],
  ['https://ops.example/sollist', 'it holds a path'],
  ['https://ops.example/?', 'it holds a query or a fragment'],
  ['https://me:secret@ops.example', 'it holds a user name or a password'],
  ['ftp://ops.example', 'it is no http or https address'],
])('%s is not: %s', (text, message) => {
  expect(mistakeInOrigin(text, 'it')?.message).toBe(message);
});
