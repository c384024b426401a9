import { expect, test } from 'vitest';
import type { FilesOfTest } from '../../test/support/daemonInputs.ts';
import { acme, globex, someInputs } from '../../test/support/daemonInputs.ts';
import { editedSince, fingerprintsOf } from './edits.ts';

function fingerprints(files: FilesOfTest = {}) {
  const { desired, chosen } = someInputs(files);
  return fingerprintsOf(desired, chosen);
}

test.each<[string, FilesOfTest, readonly string[]]>([
  ['nobody, where the same is read again', {}, []],
  ['whose document says something else', { hash: 'b' }, ['acme']],
  ['who is reached elsewhere', { baseUrl: 'http://[::1]' }, ['acme']],
])('edited is %s', (_, files, expected) => {
  expect([...editedSince(fingerprints(), fingerprints(files))]).toEqual(expected);
});

test('whoever is new was edited, and the order of documents plays no part', () => {
  const { desired } = someInputs();
  const [one, both] = [fingerprintsOf(desired, [acme]), fingerprintsOf(desired, [acme, globex])];
  expect([...editedSince(one, both)]).toEqual(['globex']);
  const turned = { ...desired, claims: [...desired.claims].reverse() };
  expect(editedSince(both, fingerprintsOf(turned, [globex, acme]))).toEqual(new Set());
});
