import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aSync } from '../../test/support/build.ts';
import { fileNamesOf, foldersOf } from './place.ts';

const isSafe = /^[\w][\w.-]*$/;

describe('the folder of a tenant', () => {
  it('is its name where any file system can hold it, else made of it', () => {
    expect([...foldersOf(['acme', 'Müller & Söhne', 'nul', '..', ''])]).toEqual([
      ['acme', 'acme'],
      ['', 'tenant'],
      ['..', 'tenant-2'],
      ['Müller & Söhne', 'mueller-soehne'],
      ['nul', 'nul-x'],
    ]);
  });

  it('never takes one that is another tenant’s name', () => {
    expect(foldersOf(['a b', 'a-b']).get('a b')).toBe('a-b-2');
  });

  it('is safe, and no other tenant has it, whatever the names and in whatever order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 80 })), (names) => {
        const folders = foldersOf(names);
        const found = names.map((name) => folders.get(name)!);
        expect(found.every((folder) => isSafe.test(folder))).toBe(true);
        expect(new Set(found.map((folder) => folder.toLowerCase())).size).toBe(names.length);
        expect(foldersOf([...names].reverse())).toEqual(folders);
      }),
    );
  });
});

describe('the file of a sync', () => {
  it('is called by its name and sales channel', () => {
    const sync = aSync();
    expect(fileNamesOf([sync]).get(sync)).toBe('ebay-shop');
  });

  it('bears a part of the identifier where two would be called the same', () => {
    const twins = [aSync(), aSync({ id: 'f0000000-0000-4000-8000-000000000000' })];
    expect([...fileNamesOf(twins).values()].sort()).toEqual(['ebay-shop-3c90c3cc', 'ebay-shop-f0000000']);
    expect(fileNamesOf([...twins].reverse())).toEqual(fileNamesOf(twins));
  });
});
