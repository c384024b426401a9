import { expect, test } from 'vitest';
import { isLoopback, isMeantForUs } from './hosts.ts';

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['10.0.0.1', false],
  ['127.0.0.1.evil.example', false],
  ['localhost.evil.example', false],
])('%s is loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

test.each([
  ['localhost:9470', true],
  ['LOCALHOST', true],
  ['sollist.localhost', true],
  ['127.0.0.1:1', true],
  ['[::1]:9470', true],
  ['10.1.2.3', true],
  [undefined, true],
  ['evil.example', false],
  ['evil.example:9470', false],
  ['127.0.0.1.evil.example', false],
])('a server on loopback is meant by %s: %s', (header, expected) => {
  expect(isMeantForUs(header, '127.0.0.1')).toBe(expected);
});

test('a server on loopback takes the name of its public address', () => {
  const meant = (header: string) => isMeantForUs(header, '127.0.0.1', 'https://ops.example:8443/');
  expect(['ops.example', 'OPS.example:8443', 'localhost'].map(meant)).toEqual([true, true, true]);
  expect(['ops.example.evil', 'xops.example', ''].map(meant)).toEqual([false, false, false]);
});

test('a server for others takes the names that others have for it', () => {
  expect(isMeantForUs('sollist.monitoring.svc:9470', '0.0.0.0')).toBe(true);
  expect(isMeantForUs('sollist.monitoring.svc:9470', '::1')).toBe(false);
  expect(isMeantForUs('sollist.monitoring.svc:9470', 'localhost')).toBe(false);
});
