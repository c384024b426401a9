import { expect, test } from 'vitest';
import { fitted } from './fitted.ts';

test('text is wrapped where a person looks on, and nothing else is', () => {
  const line = 'word '.repeat(30).trim();
  const terminal = (stdout: boolean) => ({ columns: 80, isTerminal: { stdout, stderr: true } });
  expect(fitted(line, 'text', terminal(true)).split('\n')).toHaveLength(2);
  expect(fitted(line, 'text', terminal(false))).toBe(line);
  expect(fitted(line, 'markdown', terminal(true))).toBe(line);
});
