import { expect, it } from 'vitest';
import { diffLines } from './lineDiff.ts';

const text = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('');

/** Replaces the number of a line. */
function edit(line: number, by: string) {
  const start = text.indexOf(`line ${line}\n`) + 'line '.length;
  return { start, end: start + String(line).length, text: by };
}

const shown = (...edits: ReturnType<typeof edit>[]) =>
  diffLines(text, edits, []).map(({ before, after, lines }) => [
    `${before.line},${before.count} ${after.line},${after.count}`,
    ...lines.map((line) => line.sign + line.text),
  ]);

it('a change is shown with three lines around it', () => {
  expect(shown(edit(10, 'ten'))).toEqual([
    ['7,7 7,7', ' line 7', ' line 8', ' line 9', '-line 10', '+line ten', ' line 11', ' line 12', ' line 13'],
  ]);
});

it('changes close together share a hunk, and later hunks count on', () => {
  expect(shown(edit(2, 'a\nb'), edit(4, 'c'), edit(20, 'd')).map(([head]) => head)).toEqual([
    '1,7 1,8',
    '17,4 18,4',
  ]);
});

it('what is masked is blanked on both sides', () => {
  const secret = 'a: canary\nb: 1\n';
  const [hunk] = diffLines(secret, [{ start: 13, end: 14, text: '2' }], [{ start: 3, end: 9 }]);
  expect(hunk!.lines.map((line) => line.sign + line.text)).toEqual([' a: (secret)', '-b: 1', '+b: 2']);
});

it('nothing changes where there is no edit', () => {
  expect(shown()).toEqual([]);
});
