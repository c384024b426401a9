import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import { useTempFolder } from '../../../test/support/folder.ts';
import { createFolderListeners, type Listen } from './listen.io.ts';
import { takeSnapshot } from './snapshot.io.ts';

const path = useTempFolder();
beforeEach(() => {
  mkdirSync(path('syncs', 'acme'), { recursive: true });
  writeFileSync(path('syncs', 'a.yaml'), '');
});

const take = () => takeSnapshot(path('syncs'), path('sollist.yaml'), undefined);

/** Listens by hand: `tell` stands in for the system. */
function listening(refused: readonly string[] = []) {
  const open = new Map<string, (name: string | null) => void>();
  let heard = 0;
  const listen: Listen = (folder, tell) => {
    if (refused.includes(folder)) throw Object.assign(new Error('no'), { code: 'EACCES' });
    open.set(folder, tell);
    return { close: () => open.delete(folder) };
  };
  const listeners = createFolderListeners(listen, () => {
    heard += 1;
  });
  return {
    listeners,
    open,
    tell: (folder: string, name: string | null) => open.get(folder)!(name),
    heard: () => heard,
  };
}

it('each folder is listened to, also those on the way, and again only what is new', () => {
  const { listeners, open } = listening();
  expect(listeners.follow(take())).toBe(true);
  expect([...open.keys()]).toEqual(expect.arrayContaining([path('syncs'), path('syncs', 'acme'), path()]));
  expect(listeners.follow(take())).toBe(false);
  mkdirSync(path('syncs', 'new'));
  writeFileSync(path('syncs', 'new', 'b.yaml'), '');
  expect(listeners.follow(take())).toBe(true);
  rmSync(path('syncs', 'new'), { recursive: true });
  listeners.follow(take());
  expect(open.has(path('syncs', 'new'))).toBe(false);
  listeners.close();
  expect(open.size).toBe(0);
});

it('in a folder on the way only the names that lead on are of interest', () => {
  const { listeners, tell, heard } = listening();
  listeners.follow(take());
  tell(path(), 'something-else');
  tell(path('syncs'), '.hidden');
  expect(heard()).toBe(0);
  tell(path(), 'syncs');
  tell(path('syncs'), 'a.yaml');
  expect(heard()).toBe(2);
});

it('a folder that has ended is listened to anew', () => {
  const { listeners, tell } = listening();
  listeners.follow(take());
  tell(path('syncs'), null);
  expect(listeners.follow(take())).toBe(true);
});

it('a folder that may not be listened to is remembered as such', () => {
  const { listeners } = listening([path('syncs', 'acme')]);
  listeners.follow(take());
  expect(listeners.areSomeRefused()).toBe(true);
});
