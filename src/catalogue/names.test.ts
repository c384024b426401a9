import { expect, test } from 'vitest';
import { namesNotForAll } from './names.ts';

function told(...paths: string[]) {
  return namesNotForAll(paths, 'syncs/').map(({ message }) => message);
}

test('names that every system takes are told nothing of', () => {
  expect(told('syncs/acme/ebay.yaml', 'syncs/globex/ebay.yaml', 'syncs/Müller & Söhne/a.yaml')).toEqual([]);
  expect(namesNotForAll(['A.yaml', 'B/A.yaml'], '')).toEqual([]);
});

test('a file or folder that Windows refuses is told of once', () => {
  expect(told('syncs/a/con.yaml', 'syncs/what?/a.yaml', 'syncs/what?/b.yaml')).toEqual([
    'syncs/a/con.yaml has a name that Windows refuses',
    'syncs/what? has a name that Windows refuses',
  ]);
});

test('names that differ in case or in how a letter is composed are told of where the ways part', () => {
  expect(told('syncs/Acme/a.yaml', 'syncs/acme/a.yaml', 'syncs/b.yaml', 'syncs/B.yaml')).toEqual([
    'syncs/acme has the name of syncs/Acme on Windows and macOS',
    'syncs/B.yaml has the name of syncs/b.yaml on Windows and macOS',
  ]);
});
