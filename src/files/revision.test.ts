import { expect, test } from 'vitest';
import { dirty, shortRevision, splitRevision } from './revision.ts';

const commit = '3c4681b06f0ee4ab1d5b59cc0ee1b5c1f0e5f7a1';

test('a commit is shortened, and keeps its mark; any other name stays as it is', () => {
  expect(shortRevision(commit, 7)).toBe('3c4681b');
  expect(shortRevision(dirty(commit), 7)).toBe('3c4681b-dirty');
  expect(shortRevision('release-2026-03-dirty', 7)).toBe('release-2026-03-dirty');
});

test('JSON says apart which commit it is, and whether the files differ', () => {
  expect(splitRevision(dirty(commit))).toEqual({ revision: commit, dirty: true });
  expect(splitRevision(commit)).toEqual({ revision: commit, dirty: false });
  expect(splitRevision(null)).toEqual({ revision: null, dirty: false });
});
