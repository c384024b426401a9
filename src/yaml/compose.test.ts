import { describe, expect, it, test } from 'vitest';
import { compose } from './compose.ts';
import { createLocate } from './locate.ts';
import { createNotes } from './notes.ts';

function composed(text: string) {
  const notes = createNotes(text, createLocate('a.yaml', text));
  const documents = [...compose(text, notes)].map((document) => document.toJS());
  return { documents, codes: notes.problems.map(({ code }) => code), problems: notes.problems };
}

describe('documents', () => {
  it('come out whole and in order, their scalars as the text they are', () => {
    expect(composed('a: 012\n---\n- yes\n')).toMatchObject({
      documents: [{ a: '012' }, ['yes']],
      codes: [],
    });
  });

  it('that are broken are left out, and those before and after are not', () => {
    const { documents, codes } = composed('a: 1\n---\nb: "\\q"\n---\nc: 3\n');
    expect(documents).toEqual([{ a: '1' }, { c: '3' }]);
    expect(codes).toEqual(['yaml']);
  });

  it('of YAML 1.1 are refused by their directive', () => {
    expect(composed('%YAML 1.1\n---\na: yes\n').problems[0]!.message).toContain('YAML 1.1');
    expect(composed('%YAML 1.2\n---\na: yes\n').codes).toEqual([]);
  });
});

test('a quote that is never closed is told where it opens', () => {
  expect(composed('a: 1\nb: "x\nc: 2\n').problems[0]!.origin).toMatchObject({ line: 2, column: 4 });
});

test('what nests without end is given up before anything recurses into it', () => {
  const { documents, codes } = composed('['.repeat(1000));
  expect(documents).toEqual([]);
  expect(codes).toContain('too-deep');
});
