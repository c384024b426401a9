import { describe, expect, it, test } from 'vitest';
import { parseDocument } from 'yaml';
import { yamlOptions } from './compose.ts';
import { convert } from './convert.ts';
import { createLocate } from './locate.ts';
import { createNotes } from './notes.ts';

function converted(text: string) {
  const notes = createNotes(text, createLocate('a.yaml', text));
  return { node: convert(parseDocument(text, yamlOptions), notes), problems: notes.problems };
}

describe('a document', () => {
  test.each([
    ['plain scalars', 'a: 012\nb: true\nc: ~\nd: "1"\n', { a: 12, b: true, c: null, d: '1' }],
    ['lists and maps', 'a: [1, { b: 2 }]\n', { a: [1, { b: 2 }] }],
    ['an alias', 'a: &x { b: 1 }\nc: *x\n', { a: { b: 1 }, c: { b: 1 } }],
    [
      'a merged map, whose keys the own ones beat',
      'a: &x { b: 1, c: 1 }\nd: { <<: *x, c: 2 }\n',
      {
        a: { b: 1, c: 1 },
        d: { c: 2, b: 1 },
      },
    ],
    ['a tag that says what is there anyway', 'a: !!str 1\n', { a: '1' }],
  ])('with %s becomes data', (_, text, data) => {
    expect(converted(text)).toMatchObject({ node: { data }, problems: [] });
  });

  it('keeps the text as it is written', () => {
    const { node } = converted('012\n');
    expect(node).toMatchObject({ kind: 'scalar', text: '012', data: 12 });
  });

  it('that is empty is none, and no mistake', () => {
    expect(converted('# nothing\n')).toEqual({ node: undefined, problems: [] });
  });

  it('may call a key `__proto__` without any effect on the data', () => {
    const data = converted('__proto__: { a: 1 }\n').node!.data as object;
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect(Object.keys(data)).toEqual(['__proto__']);
  });
});

describe('a document cannot be used', () => {
  test.each([
    ['an alias of nothing', 'a: *x\n', 'alias'],
    ['an alias inside of itself', 'a: &x [*x]\n', 'alias'],
    ['a merge of what is no map', 'a: { <<: 1 }\n', 'merge-key'],
    ['a list as a key', '[a]: 1\n', 'key'],
  ])('with %s', (_, text, code) => {
    const { node, problems } = converted(text);
    expect(node).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });
});

it('a key that is there twice is told at the second, and the first counts', () => {
  const { node, problems } = converted('a: 1\na: 2\n');
  expect(node!.data).toEqual({ a: 1 });
  expect(problems).toMatchObject([
    { code: 'duplicate-key', origin: { line: 2 }, hint: 'the first is in line 1' },
  ]);
});

it('a key below that of a secret is not shown where it is there twice', () => {
  expect(converted('apiKey:\n  hunter2: 1\n  hunter2: 2\n').problems[0]!.message).not.toContain('hunter2');
});

it('a tag of anybody else means nothing, which is said', () => {
  expect(converted('a: !secret x\n').problems).toMatchObject([{ code: 'tag' }]);
});
