import stringWidth from 'string-width';
import { describe, expect, it, test } from 'vitest';
import { namesOfOddWidth } from '../../test/support/names.ts';
import { plain } from '../base/paint.ts';
import type { Problem } from './problem.ts';
import { errorText, problemsText, showPlace } from './text.ts';

const at = (line: number, column: number) => ({ file: 'syncs/a.yaml', line, column });
const aProblem = (changes: Partial<Problem> = {}): Problem => ({
  code: 'unknown-key',
  message: 'unknown key',
  origin: at(1, 1),
  ...changes,
});

function told(problem: Problem, text: string, width = 80): readonly string[] {
  const options = { paint: plain, width, textOf: () => text };
  return problemsText({ problems: [problem], warnings: [] }, options).split('\n');
}

/** How many cells of the terminal stand left of the caret, and of the word it should point at. */
function caretAndWord(lines: readonly string[], word: string): readonly [number, number] {
  const [, line, caret] = lines;
  return [
    stringWidth(caret!.slice(0, caret!.indexOf('^'))),
    stringWidth(line!.slice(0, line!.indexOf(word))),
  ];
}

it('a problem says where, what, its code, the line and what to do', () => {
  expect(told(aProblem({ origin: at(2, 3), related: at(9, 1), hint: 'mend it' }), 'a:\n  b: 1\n')).toEqual([
    'syncs/a.yaml:2:3: error: unknown key [unknown-key]',
    '  2 |   b: 1',
    '    |   ^',
    '  see syncs/a.yaml:9:1',
    '  hint: mend it',
  ]);
});

it('one outside of any report has no place, and what its code says to do', () => {
  expect(errorText({ code: 'internal', message: 'a\u0007b' })).toBe(
    'error: a\\u{7}b [internal]\n  hint: report it with the lines that were printed\n',
  );
  expect(showPlace({ file: 'a\n.yaml', line: 1, column: 2 })).toBe('a\\n.yaml:1:2');
});

describe('the caret stands below its place', () => {
  test.each([...namesOfOddWidth, '\t\t', '\u0007', '\u200b'])('behind %j', (name) => {
    const line = `{ a: "${name}", wrong: 1 }`;
    const [caret, word] = caretAndWord(
      told(aProblem({ origin: at(1, line.indexOf('wrong') + 1) }), line),
      'wrong',
    );
    expect(caret).toBe(word);
  });

  test.each(namesOfOddWidth)('in a long line that is cut around it: %j', (name) => {
    const line = `${`"${name}", `.repeat(60)}wrong: 1${` "${name}",`.repeat(60)}`;
    const lines = told(aProblem({ origin: at(1, line.indexOf('wrong') + 1) }), line);
    const [caret, word] = caretAndWord(lines, 'wrong');
    expect(caret).toBe(word);
    expect(lines[1]).toMatch(/^ {2}1 \| ….*….*$/);
    expect(stringWidth(lines[1]!)).toBeLessThanOrEqual(80);
  });

  it('at the end of a long line, of which more is shown then', () => {
    const lines = told(aProblem({ origin: at(1, 1000) }), `${'a '.repeat(499)}b`);
    expect(stringWidth(lines[1]!)).toBeGreaterThan(70);
    expect(lines[1]).toMatch(/a b$/);
  });
});

it('the caret stays at its place behind a secret, and in one it is where that begins', () => {
  const line = '{ a: "ftp://me:hunter2@host", b: wrong }';
  const lines = told(aProblem({ origin: at(1, line.indexOf('wrong') + 1) }), line);
  const [caret, word] = caretAndWord(lines, 'wrong');
  expect(caret).toBe(word);
  const within = told(aProblem({ origin: at(1, line.indexOf('ter2') + 1) }), line);
  expect(caretAndWord(within, '(secret)').at(0)).toBe(caretAndWord(within, '(secret)').at(1));
  const key = 'a: |\n  -----BEGIN PRIVATE KEY-----\n  hunter2\n  -----END PRIVATE KEY-----\n';
  expect(told(aProblem({ origin: at(3, 3) }), key)[1]).toBe('  3 | (secret)');
});

describe('what may be a secret is not shown', () => {
  it('from the place on, where the problem says so, and below a key that looks like a secret’s', () => {
    expect(told(aProblem({ sensitive: true, origin: at(1, 4) }), 'a: hunter2')[1]).toBe('  1 | a: (secret)');
    const text = 'apiKey: |\n  hunter2\n';
    expect(told(aProblem({ origin: at(2, 3) }), text)[1]).toBe('  2 |   (secret)');
    expect(told(aProblem(), 'url: https://me:hunter2@host/')[1]).toBe('  1 | url: https://me:(secret)@host/');
    expect(told(aProblem(), 'url: https:/me:hunter2@host/')[1]).toBe('  1 | url: https:(secret)');
  });
});
