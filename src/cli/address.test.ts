import { expect, test } from 'vitest';
import { whyNotListening } from './address.ts';

const address = { host: '127.0.0.1', port: 80 };

test.each([
  ['EADDRINUSE', 'is in use'],
  ['EACCES', 'may not be listened on'],
  ['ENOTFOUND', 'is no address of this machine'],
  ['EOTHER', 'cannot be listened on (EOTHER)'],
])('%s is told in words', (code, words) => {
  const error = Object.assign(new Error('x'), { code, syscall: 'listen' });
  expect(whyNotListening(error, address).problem.message).toContain(words);
});

test('a bug stays one', () => {
  expect(() => whyNotListening(new TypeError('x'), address)).toThrow(TypeError);
});
