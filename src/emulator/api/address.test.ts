import { expect, test } from 'vitest';
import { isLoopback, urlOf } from './address.ts';

test.each([
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['localhost', true],
  ['10.0.0.1', false],
  ['127.0.0.1.example.org', false],
  ['', false],
])('%j is this machine: %s', (host, isIt) => {
  expect(isLoopback(host)).toBe(isIt);
});

test.each([
  ['0.0.0.0', 'http://127.0.0.1:80'],
  ['::', 'http://[::1]:80'],
  ['wawi.example', 'http://wawi.example:80'],
])('what listens on %s is found at %s', (host, url) => {
  expect(urlOf({ host, port: 80 })).toBe(url);
});
