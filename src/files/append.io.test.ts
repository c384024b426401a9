import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useTempFolder } from '../../test/support/folder.ts';
import { appendLines } from './append.io.ts';

const path = useTempFolder();

it.each([
  ['nothing', undefined, 'a=1\n'],
  ['an empty file', '', 'a=1\n'],
  ['a whole line', 'b=2\n', 'b=2\na=1\n'],
  ['a line that an earlier command left open', 'b=2', 'b=2\na=1\n'],
])('lines are appended to %s on a line of their own', async (_, before, after) => {
  if (before !== undefined) writeFileSync(path('out'), before);
  expect(await appendLines(path('out'), 'a=1\n')).toBeUndefined();
  expect(readFileSync(path('out'), 'utf8')).toBe(after);
});

it('a file that cannot be written is told of in words', async () => {
  expect(await appendLines(path('nowhere', 'out'), 'a=1\n')).toBe('cannot be written (ENOENT)');
});
