import { expect, it, test } from 'vitest';
import { createLocate } from './locate.ts';
import { childOf, itemsOf, nodeAt, readReference, segments, textOf } from './node.ts';
import { parseYaml } from './parse.ts';

const root = (text: string) => parseYaml(text, createLocate('a.yaml', text)).documents[0]!;

it('asks for what may not be there', () => {
  const node = root('a: [x, 1]\nb: "2"\n');
  expect(itemsOf(childOf(node, 'a')).map((item) => textOf(item))).toEqual(['x', undefined]);
  expect(textOf(childOf(node, 'b'))).toBe('2');
  expect([childOf(node, 'c'), childOf(undefined, 'a'), textOf(undefined)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(itemsOf(node)).toEqual([]);
});

it('follows a pointer as far as it leads', () => {
  const node = root('a/b:\n  - c~: 1\n');
  expect(nodeAt(node, '/a~1b/0/c~0').data).toBe(1);
  expect(nodeAt(node, '/a~1b/7/x')).toBe(childOf(node, 'a/b'));
  expect(nodeAt(node, '')).toBe(node);
  expect(segments('/a~1b/c~01')).toEqual(['a/b', 'c~1']);
});

test.each([
  ['{ env: NAME }', { env: 'NAME' }],
  ['{ file: a/b }', { file: 'a/b' }],
  ['NAME', undefined],
  ['{ other: NAME }', undefined],
])('%s refers to %j', (text, expected) => {
  expect(readReference(root(text))).toEqual(expected);
});
