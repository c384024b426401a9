import { expect, it } from 'vitest';
import { fileProblem } from '../problems/problem.ts';
import { sourceOf, treeOf } from './tree.ts';

const file = (name: string, text = name) =>
  sourceOf({ path: `/x/${name}`, shown: `syncs/${name}`, top: undefined }, Buffer.from(text)) as never;

it('stands in the order of the names, and has one hash in whatever order and folder it was found', () => {
  const problems = [fileProblem('syncs/d.yaml', 'too-large', 'is too large')];
  const one = treeOf({ files: [file('b.yaml'), file('a.yaml')], problems, warnings: [] }, 'syncs');
  const other = treeOf({ files: [file('a.yaml'), file('b.yaml')], problems, warnings: [] }, 'syncs');
  expect(one).toEqual(other);
  expect(one.files.map(({ path }) => path)).toEqual(['syncs/a.yaml', 'syncs/b.yaml']);
  expect(treeOf({ ...one, files: [file('a.yaml')] }, 'syncs').hash).not.toBe(one.hash);
  expect(treeOf({ ...one, problems: [] }, 'syncs').hash).not.toBe(one.hash);
});

it('holds no file that is no text', () => {
  const place = { path: '/x/a.yaml', shown: 'syncs/a.yaml', top: undefined };
  expect(sourceOf(place, Buffer.from('a', 'utf16le'))).toMatchObject({ code: 'encoding' });
});
