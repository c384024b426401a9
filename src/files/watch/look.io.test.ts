import { linkSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { useTempFolder } from '../../../test/support/folder.ts';
import { hasVanished, isSame, lookAgain, type Sight, takeLook } from './look.io.ts';

const path = useTempFolder();
const document = () => path('syncs', 'acme', 'a.yaml');
beforeEach(() => {
  mkdirSync(path('syncs', 'acme'), { recursive: true });
  writeFileSync(document(), 'one');
});

const take = (remoteType?: string) =>
  takeLook({ folder: path('syncs'), file: path('sollist.yaml'), remoteType });

describe('a look is another one', () => {
  it.each([
    ['a document grows', () => writeFileSync(document(), 'longer')],
    ['a document comes', () => writeFileSync(path('syncs', 'b.yml'), '')],
    ['the settings come', () => writeFileSync(path('sollist.yaml'), '')],
    ['a document is renamed', () => renameSync(document(), path('syncs', 'acme', 'b.yaml'))],
  ])('when %s', (_, change) => {
    const before = take();
    change();
    expect(isSame(take(), before)).toBe(false);
  });

  it('not when nothing changes, nor what starts with a dot', () => {
    const before = take();
    writeFileSync(path('syncs', '.hidden.yaml'), '');
    expect(isSame(take(), before)).toBe(true);
  });

  it('on a network file system not when only the number of a file is another', () => {
    const before = take('nfs');
    expect(isSame(take('nfs'), before)).toBe(true);
    utimesSync(document(), new Date(0), new Date(0));
    expect(isSame(take('nfs'), before)).toBe(false);
  });
});

it('knows the folders, also those that links lead to, and what has vanished', () => {
  mkdirSync(path('elsewhere'));
  writeFileSync(path('elsewhere', 'x.yaml'), '');
  symlinkSync('../elsewhere/x.yaml', path('syncs', 'x.yaml'));
  const before = take();
  expect([...before.folders.keys()].sort()).toEqual(
    [path('elsewhere'), path('syncs'), path('syncs', 'acme')].sort(),
  );
  rmSync(path('elsewhere', 'x.yaml'));
  expect(hasVanished(before, take())).toBe(true);
  expect(hasVanished(take(), take())).toBe(false);
});

it('keeps of an earlier look what is as it was, and sees what one without it sees', () => {
  const changes = [
    () => writeFileSync(path('syncs', 'acme', 'b.yaml'), 'two'),
    () => writeFileSync(path('sollist.yaml'), ''),
    () => writeFileSync(document(), 'longer'),
    () => mkdirSync(path('syncs', 'beta')),
    () => rmSync(path('syncs', 'acme', 'b.yaml')),
    () => symlinkSync('acme', path('syncs', 'zeta')),
    () => rmSync(path('syncs', 'acme'), { recursive: true }),
    () => rmSync(path('sollist.yaml')),
  ];
  const again = (known: Sight) => takeLook({ ...known }, known);
  let known = take();
  expect(again(known).folders).toBe(known.folders);
  for (const change of changes) {
    expect(again(known).files).toBe(known.files);
    change();
    known = again(known);
    expect(known).toEqual(take());
  }
});

it('a loop of links is entered once', () => {
  symlinkSync('..', path('syncs', 'acme', 'up'));
  expect(take().folders.size).toBe(2);
});

describe('a look at a few paths', () => {
  const again = (...names: string[]) => {
    const before = take();
    return (change: () => void) => {
      change();
      const now = lookAgain(new Set(names.map((name) => path('syncs', name))), before);
      return now === before ? 'same' : now && isSame(now, take()) ? 'whole' : now;
    };
  };

  it('tells of one document what a look at everything would', () => {
    expect(again('acme/a.yaml')(() => writeFileSync(document(), 'other'))).toBe('whole');
  });

  it('tells nothing of what came and went, as editors do', () => {
    const vim = again('acme/4913', 'acme/a.yaml', 'acme/a.yaml~');
    expect(
      vim(() => [
        renameSync(document(), `${document()}~`),
        writeFileSync(document(), 'two'),
        rmSync(`${document()}~`),
      ]),
    ).toBe('whole');
    expect(again('acme/4913')(() => {})).toBe('same');
  });

  it.each([
    ['a document comes', 'b.yaml', () => writeFileSync(path('syncs', 'b.yaml'), '')],
    ['a document goes', 'acme/a.yaml', () => rmSync(document())],
    ['a folder comes', 'new', () => mkdirSync(path('syncs', 'new'))],
    ['a folder goes', 'acme', () => rmSync(path('syncs', 'acme'), { recursive: true })],
    ['a document is emptied', 'acme/a.yaml', () => writeFileSync(document(), '')],
    ['a document loses most', 'acme/a.yaml', () => writeFileSync(document(), 'o')],
    ['a link takes its place', 'acme/a.yaml', () => [rmSync(document()), symlinkSync('../../x', document())]],
    [
      'it has two names',
      'acme/a.yaml',
      () => [linkSync(document(), path('twin')), writeFileSync(document(), 'two')],
    ],
    [
      'the folder is another one',
      'acme/a.yaml',
      () => [renameSync(path('syncs'), path('old')), mkdirSync(path('syncs', 'acme'), { recursive: true })],
    ],
  ])('cannot tell when %s', (_, name, change) => {
    expect(again(name)(() => void change())).toBeUndefined();
  });

  it('cannot tell where links lead to files', () => {
    symlinkSync('acme/a.yaml', path('syncs', 'link.yaml'));
    expect(again('acme/a.yaml')(() => writeFileSync(document(), 'two'))).toBeUndefined();
  });

  it('cannot tell when two documents change', () => {
    writeFileSync(path('syncs', 'b.yaml'), 'one');
    const two = again('acme/a.yaml', 'b.yaml');
    expect(
      two(() => [writeFileSync(document(), 'two'), writeFileSync(path('syncs', 'b.yaml'), 'two')]),
    ).toBeUndefined();
  });
});
