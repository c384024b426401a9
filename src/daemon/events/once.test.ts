import { expect, test } from 'vitest';
import { isNew, problemsKey, remember } from './once.ts';

test('what was told is not new, until so much was told that all is forgotten', () => {
  let told: readonly string[] = [];
  for (let count = 0; count < 1_000; count++) told = remember(told, `key ${count}`);
  expect(isNew(told, 'key 0')).toBe(false);
  expect(isNew(told, 'key 1000')).toBe(true);
  expect(remember(told, 'key 1000')).toEqual(['key 1000']);
});

test('problems are the same in any order and on any line, but not in another file', () => {
  const at = (file: string, line: number) => ({ file, line, column: 1 });
  const one = { code: 'yaml', message: 'no colon', origin: at('a.yaml', 1) } as const;
  const other = { code: 'yaml', message: 'a tab', origin: at('a.yaml', 9) } as const;
  const moved = { ...one, origin: at('a.yaml', 5) };
  expect(problemsKey([other, moved])).toBe(problemsKey([one, other]));
  expect(problemsKey([{ ...one, origin: at('b.yaml', 1) }])).not.toBe(problemsKey([one]));
});
