import { describe, expect, it } from 'vitest';
import { mostProblems } from '../problems/problem.ts';
import { createLocate } from './locate.ts';
import { createNotes } from './notes.ts';

const notesOn = (text: string) => createNotes(text, createLocate('a.yaml', text));

describe('notes on a file', () => {
  it('stand at their place, with a hint where there is one', () => {
    const notes = notesOn('a: 1\nb: 2\n');
    notes.add(5, 'tag', 'no tag', 'remove it');
    notes.add(8, 'key', 'no key');
    expect(notes.problems).toEqual([
      { code: 'tag', message: 'no tag', hint: 'remove it', origin: { file: 'a.yaml', line: 2, column: 1 } },
      { code: 'key', message: 'no key', origin: { file: 'a.yaml', line: 2, column: 4 } },
    ]);
  });

  it('are no more than help, but all are counted', () => {
    const notes = notesOn('x');
    for (let time = 0; time < mostProblems + 3; time++) notes.add(0, 'yaml', 'out of place');
    expect(notes.problems).toHaveLength(mostProblems);
    expect(notes.count()).toBe(mostProblems + 3);
  });

  it('tell one stumble of the parser for each line', () => {
    const notes = notesOn('a b\nc d\ne f\n');
    for (const offset of [0, 2, 4, 0, 8]) notes.syntax(offset, 'UNEXPECTED_TOKEN', 'unexpected');
    expect(notes.problems.map(({ origin }) => origin!.line)).toEqual([1, 2, 3]);
    expect(notes.count()).toBe(3);
  });

  it('sum up what aliases bring in', () => {
    const notes = notesOn('');
    expect([notes.alias(2), notes.alias(3)]).toEqual([2, 5]);
  });
});
