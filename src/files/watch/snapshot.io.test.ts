import { mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { useTempFolder } from '../../../test/support/folder.ts';
import { readPlace, takeSnapshot } from './snapshot.io.ts';

const path = useTempFolder();
beforeEach(() => {
  mkdirSync(path('syncs', 'acme'), { recursive: true });
  writeFileSync(path('syncs', 'acme', 'a.yaml'), 'one');
});

const take = (remoteType?: string) => takeSnapshot(path('syncs'), path('sollist.yaml'), remoteType);

describe('a snapshot is another one', () => {
  it.each([
    ['a document grows', () => writeFileSync(path('syncs', 'acme', 'a.yaml'), 'longer')],
    ['a document comes', () => writeFileSync(path('syncs', 'b.yml'), '')],
    ['the settings come', () => writeFileSync(path('sollist.yaml'), '')],
    [
      'a document is renamed',
      () => renameSync(path('syncs', 'acme', 'a.yaml'), path('syncs', 'acme', 'b.yaml')),
    ],
  ])('when %s', (_, change) => {
    const before = take().fingerprint;
    change();
    expect(take().fingerprint).not.toBe(before);
  });

  it('not when nothing changes, nor what starts with a dot', () => {
    const before = take().fingerprint;
    writeFileSync(path('syncs', '.hidden.yaml'), '');
    expect(take().fingerprint).toBe(before);
  });

  it('on a network file system not when only the number of a file is another', () => {
    const remote = take('nfs').fingerprint;
    expect(remote).toBe(take('nfs').fingerprint);
    utimesSync(path('syncs', 'acme', 'a.yaml'), new Date(0), new Date(0));
    expect(take('nfs').fingerprint).not.toBe(remote);
  });
});

it('knows the folders, the links, and what is missing', () => {
  symlinkSync('nowhere', path('syncs', 'dangling.yaml'));
  const { folders, links, missing, remoteType } = take();
  expect([...folders.keys()]).toEqual([path('syncs'), path('syncs', 'acme')]);
  expect(links).toEqual([path('syncs', 'dangling.yaml')]);
  expect([...missing].sort()).toEqual([path('sollist.yaml'), path('syncs', 'dangling.yaml')].sort());
  expect(remoteType).toBeUndefined();
});

it('a loop of links is entered once', () => {
  symlinkSync('..', path('syncs', 'acme', 'up'));
  expect(take().folders.size).toBe(2);
});

it('the place is another one once the folder is', () => {
  const before = readPlace(path('syncs'), path('sollist.yaml')).place;
  renameSync(path('syncs'), path('old'));
  mkdirSync(path('syncs'));
  expect(readPlace(path('syncs'), path('sollist.yaml')).place).not.toBe(before);
});
