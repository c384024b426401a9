import { expect, it } from 'vitest';
import { capped, mostProblems, type Problem } from './problem.ts';

const at = (line: number, column = 1): Problem => ({
  code: 'unknown-key',
  message: `${line}:${column}`,
  origin: { file: 'a.yaml', line, column },
});

it('problems stand in the order of the file', () => {
  expect(capped([at(2), at(1, 9), at(1, 2)], 0, 'a.yaml').map(({ message }) => message)).toEqual([
    '1:2',
    '1:9',
    '2:1',
  ]);
});

it('no more than help are shown, and how many there are besides is said at the last', () => {
  const many = Array.from({ length: mostProblems + 2 }, (_, index) => at(index + 1));
  const shown = capped(many, 3, 'a.yaml');
  expect(shown).toHaveLength(mostProblems + 1);
  expect(shown.at(-1)).toEqual({
    code: 'more-problems',
    message: '5 more problems in a.yaml',
    origin: at(mostProblems).origin,
  });
  expect(capped(many.slice(0, -1), 0, 'a.yaml').at(-1)!.message).toBe('1 more problem in a.yaml');
});
