import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useTempFolder } from '../../test/support/folder.ts';
import { aNotice } from '../../test/support/notice.ts';
import { nothingTold } from '../daemon/events/event.ts';
import { forgetMemory, openMemory } from './memory.io.ts';

const path = useTempFolder();
const state = { told: { ...nothingTold, passes: ['p'] }, efforts: new Map() };
const good = {
  ...{ syncs: '/a/syncs', config: '/a/sollist.yaml', file: null },
  tree: { files: [], problems: [], warnings: [], hash: 'sha256:a' },
  inForce: { revision: null, treeHash: 'sha256:a', since: 1 },
};

function open() {
  const said: string[] = [];
  const log = { warn: (_: object, message: string) => void said.push(message) };
  return { ...openMemory({ directory: path('state'), log }), said };
}

test('notices wait until each target that they are for has them', async () => {
  const one = { notice: aNotice({ id: 'one' }), to: ['a', 'b'] };
  const memory = open();
  await memory.keep(state, [one, { notice: aNotice({ id: 'nobody' }), to: [] }]);
  memory.settle('a', ['one']);
  await memory.close();
  const next = open();
  expect(await next.remembered()).toMatchObject({ told: { passes: ['p'] }, unsent: [{ ...one, to: ['b'] }] });
  await next.keep(state, []);
  next.settle('b', ['one']);
  await next.close();
  expect((await open().remembered())?.unsent).toEqual([]);
  expect(statSync(path('state/memory.json')).mode & 0o777).toBe(0o600);
  await forgetMemory(path('state'));
  expect(await open().remembered()).toBeUndefined();
});

test('nothing is written where nothing has changed, also over a restart', async () => {
  await open().keep(state, []);
  const before = statSync(path('state/memory.json')).ino;
  const next = open();
  await next.remembered();
  await next.keep(state, []);
  expect(statSync(path('state/memory.json')).ino).toBe(before);
});

test('the files that were good last are given for the place where they were read, and whole', async () => {
  await open().keepLastGood(good);
  expect(await open().lastGood(good)).toEqual(good);
  expect(await open().lastGood({ ...good, syncs: '/b/syncs' })).toBeUndefined();
  expect(await open().lastGood({ ...good, config: '/b/sollist.yaml' })).toBeUndefined();
  const file = path('state/last-good.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('sha256:a', 'sha256:b'));
  const memory = open();
  expect(await memory.lastGood(good)).toBeUndefined();
  expect(memory.said).toEqual(['damaged, or of another version: it is not used']);
});
