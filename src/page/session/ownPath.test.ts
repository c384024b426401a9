import { expect, test } from 'vitest';
import { ownPath } from './ownPath.ts';

test.each(['/', '/tenants/a%20b?x=1&y=%2F', '/history?tenant=%3Cscript%3E', '/%2F/evil.example', '/%5Cevil'])(
  '%s is our own',
  (path) => {
    expect(ownPath(path)).toBe(path);
  },
);

test.each([
  '',
  'evil.example',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\evil.example',
  '/\t/evil.example',
  '/\n\\evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  '/%2e//evil.example',
  ' //evil.example',
  'javascript:alert(1)',
  '/actions/reconcile',
])('%j leads to the fleet', (text) => {
  expect(ownPath(text)).toBe('/');
});

test('a header holds nothing that ends it', () => {
  expect(ownPath('/?q=a\r\nset-cookie: x=y')).not.toMatch(/[\r\n]/);
});
