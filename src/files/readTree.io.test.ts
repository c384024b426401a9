import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { readTextFile, readTree } from './readTree.io.ts';
import type { SourceTree } from './tree.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'files-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string | Buffer = `# ${path}\n`): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function link(path: string, target: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(target, join(root, path));
}

function read(): Promise<SourceTree> {
  return readTree(root, 'syncs');
}

const pathsOf = (tree: SourceTree) => tree.files.map((file) => file.path);

/** Each problem as `file code: message`. */
const told = (tree: SourceTree) =>
  tree.problems.map(({ origin, code, message }) => `${origin!.file} ${code}: ${message}`);

describe('the files of a tree', () => {
  it('are all that end in .yaml, at any depth, in an order that never changes', async () => {
    for (const path of ['b.yaml', 'a.yaml', 'acme/z.yaml', 'acme/deep/er/x.yaml', 'B.yaml', 'notes.md'])
      write(path);
    const tree = await read();
    expect(pathsOf(tree)).toEqual([
      'syncs/B.yaml',
      'syncs/a.yaml',
      'syncs/acme/deep/er/x.yaml',
      'syncs/acme/z.yaml',
      'syncs/b.yaml',
    ]);
    expect(tree.files.map((file) => file.folder)).toEqual([undefined, undefined, 'acme', 'acme', undefined]);
    expect(tree.files[2]!.directory).toBe(join(root, 'acme/deep/er'));
    expect(tree.problems).toEqual([]);
    expect(tree.warnings).toEqual([]);
  });

  it('are none whose name, or whose folder, starts with a dot', async () => {
    for (const path of ['.hidden.yaml', '.git/a.yaml', 'acme/.draft/b.yaml', '.yaml']) write(path);
    link('.dangling.yaml', 'nothing');
    expect(await read()).toMatchObject({ files: [], problems: [], warnings: [] });
  });

  it('may be empty, and so may the folder', async () => {
    expect(await read()).toMatchObject({ files: [], problems: [] });
    write('a.yaml', '');
    expect((await read()).files).toMatchObject([{ text: '' }]);
  });

  test.each(['a.yml', 'acme/b.YAML', 'c.Yml'])(
    'with another ending are named in a warning: %s',
    async (path) => {
      write(path);
      const tree = await read();
      expect(tree).toMatchObject({ files: [], problems: [] });
      expect(tree.warnings).toMatchObject([
        {
          code: 'other-ending',
          origin: { file: `syncs/${path}`, line: 1, column: 1 },
          hint: 'rename it to end in .yaml',
        },
      ]);
    },
  );

  it('keep their names, however odd', async () => {
    write('ü 😀/a b.yaml');
    write('-n.yaml');
    expect(pathsOf(await read())).toEqual(['syncs/-n.yaml', 'syncs/ü 😀/a b.yaml']);
  });

  it('are shown below the folder as the user wrote it', async () => {
    write('a.yaml');
    for (const [shown, path] of [
      ['./syncs/', './syncs/a.yaml'],
      ['.', './a.yaml'],
      ['/', '/a.yaml'],
      [['..', 'syncs'].join(sep), '../syncs/a.yaml'],
    ] as const) {
      expect(pathsOf(await readTree(root, shown))).toEqual([shown === '/' ? 'a.yaml' : path]);
    }
  });
});

describe('links', () => {
  it('to files and folders are followed, also the way Kubernetes mounts', async () => {
    write('..2026/acme.yaml', 'a: 1\n');
    link('..data', '..2026');
    link('acme.yaml', '..data/acme.yaml');
    write('.shared/b.yaml');
    link('acme', '.shared');
    const tree = await read();
    expect(pathsOf(tree)).toEqual(['syncs/acme.yaml', 'syncs/acme/b.yaml']);
    expect(tree.files.map((file) => [file.text, file.folder])).toEqual([
      ['a: 1\n', undefined],
      ['# .shared/b.yaml\n', 'acme'],
    ]);
    expect(tree.problems).toEqual([]);
  });

  it('may be the folder itself', async () => {
    write('real/a.yaml');
    link('current', 'real');
    expect(pathsOf(await readTree(join(root, 'current'), 'syncs'))).toEqual(['syncs/a.yaml']);
  });

  it('to nothing are a problem', async () => {
    link('a.yaml', 'nothing');
    link('folder', '../nowhere');
    expect(told(await read())).toEqual([
      'syncs/a.yaml dangling-link: syncs/a.yaml is a link to nothing',
      'syncs/folder dangling-link: syncs/folder is a link to nothing',
    ]);
  });

  it('that go in circles are a problem', async () => {
    write('acme/ok.yaml');
    link('acme/again', '..');
    link('self', 'self');
    link('x.yaml', 'y.yaml');
    link('y.yaml', 'x.yaml');
    const tree = await read();
    expect(pathsOf(tree)).toEqual(['syncs/acme/ok.yaml']);
    expect(told(tree)).toEqual([
      'syncs/acme/again link-loop: syncs/acme/again leads back to a folder that holds it',
      'syncs/self file-unreadable: syncs/self is a link that leads to itself',
      'syncs/x.yaml file-unreadable: syncs/x.yaml is a link that leads to itself',
      'syncs/y.yaml file-unreadable: syncs/y.yaml is a link that leads to itself',
    ]);
  });

  it('that fan out without end are a problem, and do not hang', { tags: 'slow' }, async () => {
    for (let level = 0; level < 40; level++) {
      mkdirSync(join(root, `.l${level}`));
      for (const name of ['a', 'b']) link(`.l${level}/${name}`, `../.l${level + 1}`);
    }
    write('.l40/x.yaml');
    link('start', '.l0');
    expect(told(await read())).toContainEqual(expect.stringContaining('too-many-folders'));
  });
});

/** Root may read everything, so it is somebody else who looks. */
async function asNobody<T>(look: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return look();
  chmodSync(root, 0o755);
  process.seteuid!(65_534);
  try {
    return await look();
  } finally {
    process.seteuid!(0);
  }
}

it.skipIf(!existsSync('/proc/self/limits'))(
  'a file is read to its end, though its size is said to be 0',
  async () => {
    symlinkSync('/proc/self/limits', join(root, 'a.yaml'));
    const { files } = await read();
    expect(statSync('/proc/self/limits').size).toBe(0);
    expect(files.map(({ text }) => text)).toEqual([readFileSync('/proc/self/limits', 'utf8')]);
  },
);

describe('what cannot be read is a problem', () => {
  it('a folder that is not there, or is no folder', async () => {
    write('file');
    for (const [path, reason] of [
      ['gone', 'does not exist'],
      ['file', 'is not a folder'],
      ['file/below', 'is not a folder'],
    ] as const) {
      const tree = await readTree(join(root, path), 'syncs');
      expect(told(tree)).toEqual([`syncs folder-missing: syncs ${reason}`]);
      expect(tree.files).toEqual([]);
    }
  });

  it.skipIf(process.platform === 'win32')('a pipe, which is not waited for', async () => {
    execFileSync('mkfifo', [join(root, 'a.yaml'), join(root, 'other')]);
    expect(told(await read())).toEqual(['syncs/a.yaml not-a-file: syncs/a.yaml is not a regular file']);
    expect(await readTextFile(join(root, 'other'), 'other')).toMatchObject({ code: 'not-a-file' });
  });

  it('a file or folder without the permission', async () => {
    write('a.yaml');
    write('b/c.yaml');
    chmodSync(join(root, 'a.yaml'), 0);
    chmodSync(join(root, 'b'), 0);
    const tree = await asNobody(read);
    chmodSync(join(root, 'b'), 0o755);
    const reason = 'may not be read: permission denied';
    expect(told(tree)).toEqual([
      `syncs/a.yaml file-unreadable: syncs/a.yaml ${reason}`,
      `syncs/b file-unreadable: syncs/b ${reason}`,
    ]);
  });

  it('a file of more than 10 MB, to the byte', async () => {
    write('exact.yaml', Buffer.alloc(10_000_000, '#'));
    write('more.yaml', Buffer.alloc(10_000_001, '#'));
    const tree = await read();
    expect(told(tree)).toEqual([
      'syncs/more.yaml too-large: syncs/more.yaml is larger than 10 MB, the limit',
    ]);
    expect(tree.files.map((file) => [file.path, file.text.length])).toEqual([
      ['syncs/exact.yaml', 10_000_000],
    ]);
  });

  it('a file that is not UTF-8, with the place', async () => {
    write('latin.yaml', Buffer.from('a: 1\nb: Größe\n', 'latin1'));
    write('wide.yaml', Buffer.from('a: 1\n', 'utf16le'));
    expect((await read()).problems).toMatchObject([
      { code: 'encoding', origin: { file: 'syncs/latin.yaml', line: 2, column: 6 } },
      { code: 'encoding', message: expect.stringContaining('UTF-16'), origin: { line: 1, column: 1 } },
    ]);
  });

  it('and the other files are read all the same', async () => {
    write('a.yaml');
    link('b.yaml', 'nothing');
    write('c.yaml', Buffer.from([0xff]));
    write('d.yaml');
    const tree = await read();
    expect(pathsOf(tree)).toEqual(['syncs/a.yaml', 'syncs/d.yaml']);
    expect(tree.problems).toHaveLength(2);
  });
});

describe('the hash of a tree', () => {
  const hashOf = async () => (await read()).hash;

  it('depends on relative paths and bytes only', async () => {
    for (const path of ['a.yaml', 'acme/b.yaml']) write(path, 'x: 1\n');
    write('notes.md');
    const first = await hashOf();
    expect(first).toMatch(/^sha256:[0-9a-f]{64}$/);
    rmSync(root, { recursive: true });
    root = mkdtempSync(join(tmpdir(), 'files-elsewhere-'));
    for (const path of ['acme/b.yaml', 'a.yaml']) write(path, 'x: 1\n');
    expect(await hashOf()).toBe(first);
    expect((await readTree(root, '/somewhere/else/')).hash).toBe(first);
    expect((await readTree(root, '/')).hash).toBe(first);
  });

  it('changes with each byte, each name and each file', async () => {
    const seen = new Set<string>();
    const look = async () => seen.add(await hashOf());
    await look();
    write('a.yaml', 'x: 1\n');
    await look();
    write('a.yaml', 'x: 2\n');
    await look();
    write('a.yaml', 'x: 2\r\n');
    await look();
    rmSync(join(root, 'a.yaml'));
    write('b.yaml', 'x: 2\r\n');
    await look();
    rmSync(join(root, 'b.yaml'));
    write('acme/b.yaml', 'x: 2\r\n');
    await look();
    write('acme/c.yaml', Buffer.from([0xff]));
    await look();
    expect(seen.size).toBe(7);
  });
});

describe('one file', () => {
  it('is read like those of a tree', async () => {
    write('sollist.yaml', '\ufeffschedule: x\r\n');
    expect(await readTextFile(join(root, 'sollist.yaml'), 'sollist.yaml')).toMatchObject({
      path: 'sollist.yaml',
      folder: undefined,
      directory: root,
      text: 'schedule: x\r\n',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test.each([
    ['none', 'file-missing', 'does not exist'],
    ['folder', 'not-a-file', 'is not a regular file'],
    ['loop', 'file-unreadable', 'is a link that leads to itself'],
    ['dangling', 'dangling-link', 'is a link to nothing'],
  ])('%s is a problem: %s', async (name, code, reason) => {
    mkdirSync(join(root, 'folder'));
    link('loop', 'loop');
    link('dangling', 'nothing');
    expect(await readTextFile(join(root, name), name)).toMatchObject({ code, message: `${name} ${reason}` });
  });
});
