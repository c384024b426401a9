import { expect, it } from 'vitest';
import { linesAbove } from './indent.ts';

const lines = ['a:', '  b: 1', '', '  c:', '    - d: 2', 'e'];

it('finds the keys that a line lies below, the nearest first, and not its siblings', () => {
  expect([...linesAbove(lines, 4)]).toEqual(['  c:', 'a:']);
  expect([...linesAbove(lines, 1)]).toEqual(['a:']);
  expect([...linesAbove(lines, 0)]).toEqual([]);
});

it('takes what is no key for something that was meant to stand below the one above', () => {
  expect([...linesAbove(['a:', 'b'], 1)]).toEqual(['a:']);
  expect([...linesAbove(['a:', 'b: 1'], 1)]).toEqual([]);
});
