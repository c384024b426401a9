import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { useTempFolder } from '../../test/support/folder.ts';
import { type Replacement, realPathsOf, replaceFiles } from './replace.io.ts';

const path = useTempFolder();

/** What is to stand in a file that holds `before` now. */
function replacement(name: string, before: string, text: string): Replacement {
  const hash = createHash('sha256').update(before).digest('hex');
  return { path: path(name), shownAs: `syncs/${name}`, hash, text };
}

function write(name: string, text: string): void {
  writeFileSync(path(name), text);
}

describe('files are replaced', () => {
  it('with their mode and byte order mark, and nothing is left beside them', async () => {
    write('a.yaml', '\ufeffold');
    chmodSync(path('a.yaml'), 0o640);
    const replaced = await replaceFiles([replacement('a.yaml', '\ufeffold', 'new')]);
    expect(replaced).toEqual({ written: ['syncs/a.yaml'], problems: [] });
    expect(readFileSync(path('a.yaml'), 'utf8')).toBe('\ufeffnew');
    expect(statSync(path('a.yaml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(path())).toEqual(['a.yaml']);
  });

  it('behind a link, which stays one', async () => {
    write('real.yaml', 'old');
    symlinkSync('real.yaml', path('link.yaml'));
    await replaceFiles([replacement('link.yaml', 'old', 'new')]);
    expect(lstatSync(path('link.yaml')).isSymbolicLink()).toBe(true);
    expect(readFileSync(path('real.yaml'), 'utf8')).toBe('new');
  });
});

describe('no file is touched', () => {
  it.each([
    ['has changed since it was read', 'file-changed', () => write('b.yaml', 'edited')],
    ['is gone', 'not-written', () => {}],
  ])('where one of them %s', async (_, code, spoil) => {
    write('a.yaml', 'old');
    spoil();
    const replaced = await replaceFiles([
      replacement('a.yaml', 'old', 'new'),
      replacement('b.yaml', 'old', 'new'),
    ]);
    expect(replaced).toMatchObject({ written: [], problems: [{ code, origin: { file: 'syncs/b.yaml' } }] });
    expect(readFileSync(path('a.yaml'), 'utf8')).toBe('old');
    expect(readdirSync(path()).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('where one of them would be larger than what is read', async () => {
    write('a.yaml', 'old');
    const { problems } = await replaceFiles([replacement('a.yaml', 'old', 'x'.repeat(10_000_001))]);
    expect(problems).toMatchObject([{ code: 'too-large' }]);
    expect(readFileSync(path('a.yaml'), 'utf8')).toBe('old');
  });
});

it('whichever links lead to a file, its own path is one', async () => {
  write('real.yaml', '');
  symlinkSync('real.yaml', path('link.yaml'));
  const paths = [path('real.yaml'), path('link.yaml'), path('nowhere')];
  expect([...(await realPathsOf(paths)).values()]).toEqual([
    path('real.yaml'),
    path('real.yaml'),
    path('nowhere'),
  ]);
});
