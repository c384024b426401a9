import { expect, test } from 'vitest';
import { bugText } from './bug.ts';

test('a bug is told by its name, its code and where it was, without the values in its message', () => {
  const error = Object.assign(new TypeError('token abc123 is undefined'), { code: 'EX' });
  expect(bugText(error)).toMatch(/^this is a bug in sollist \(TypeError EX\); .*\n +at /);
  expect(bugText(error)).not.toContain('abc123');
});

test('also what is no error', () => {
  expect(bugText('secret')).toMatch(/^this is a bug in sollist \(string\)/);
});
