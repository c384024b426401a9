/** @module-tag slow */
import { appendFileSync, chmodSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { mkdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { needs, needsWatches } from '../../../test/support/needs.ts';
import { deafAfter, failing, listenAfter } from '../../../test/support/watch/listening.ts';
import { buildWatcher, mayLimit, startWatcher } from '../../../test/support/watch/process.ts';
import {
  createPlace,
  git,
  type Lane,
  lanes,
  moveLink,
  type Place,
  type Seen,
  until,
  type Watched,
  writeSlowly,
} from '../../../test/support/watch/watched.ts';
import { remoteTypeOf as remoteTypeOfPath } from './remote.io.ts';

// They wait more than they work.
vi.setConfig({ maxConcurrency: 10 });

beforeEach(({ skip }) => needsWatches(skip));

/** Each in a folder of its own, so that many can wait side by side. */
const inPlace = (lane: Lane, body: (place: Place) => Promise<void>) => async () => {
  const place = createPlace(lane);
  try {
    place.write('sollist.yaml');
    place.write('syncs/a.yaml', 'version: 0\n');
    await body(place);
  } finally {
    place.close();
  }
};

const textOf = (name: string) => (seen: Seen) => seen.texts[name];
const saysIn = (name: string, text: string) => (seen: Seen) => seen.texts[name] === text;

/** Nothing was told of while one version lay beside another, or was not there at all. */
function expectWhole({ seen }: Watched, files: number): void {
  const mixed = seen.filter(({ texts, codes }) => {
    const versions = new Set(Object.values(texts));
    return versions.size !== 1 || Object.keys(texts).length !== files || codes.length > 0;
  });
  expect(mixed).toEqual([]);
}

describe.concurrent.each(Object.entries<Lane>(lanes))('told of %s:', (_, lane) => {
  const tell = (what: string, body: (place: Place) => Promise<void>) => test(what, inPlace(lane, body));

  /** The mode is still the one that was asked for: no change came without its event. */
  const expectSameMode = ({ watch, logged }: Watched) => {
    expect(watch.mode()).toBe(lane.mode);
    expect(logged.filter(({ level }) => level !== 'info')).toEqual([]);
  };

  tell('a file saved directly, made, and removed', async (place) => {
    const watched = place.watch();
    place.write('syncs/a.yaml', 'version: 1\n');
    await watched.sees(saysIn('a.yaml', 'version: 1\n'));
    place.write('syncs/b.yaml', 'new\n');
    await watched.sees(saysIn('b.yaml', 'new\n'));
    rmSync(place.path('syncs/b.yaml'));
    await watched.sees(({ texts }) => !('b.yaml' in texts));
    expect(watched.seen).toHaveLength(3);
    expectSameMode(watched);
  });

  tell('a file saved as vim does, twenty times', async (place) => {
    const watched = place.watch();
    const file = place.path('syncs/a.yaml');
    for (let version = 1; version <= 20; version += 1) {
      await oneByOne(
        () => place.write('syncs/4913', ''),
        () => rmSync(place.path('syncs/4913')),
        () => renameSync(file, `${file}~`),
        () => place.write('syncs/a.yaml', ''),
        () => place.write('syncs/a.yaml', `version: ${version}\n`),
        () => rmSync(`${file}~`),
      );
      await watched.sees(saysIn('a.yaml', `version: ${version}\n`));
    }
    expectWhole(watched, 1);
    expectSameMode(watched);
  });

  tell('a file saved as VS Code does, by a rename over it, twenty times', async (place) => {
    const watched = place.watch();
    for (let version = 1; version <= 20; version += 1) {
      await writeFile(place.path('syncs/.a.yaml.tmp'), `version: ${version}\n`);
      await rename(place.path('syncs/.a.yaml.tmp'), place.path('syncs/a.yaml'));
      await watched.sees(saysIn('a.yaml', `version: ${version}\n`));
    }
    expectWhole(watched, 1);
    expectSameMode(watched);
  });

  tell('a file written slowly in pieces, when it is whole', async (place) => {
    const watched = place.watch();
    const pieces = Array.from({ length: 200 }, (_, line) => `line${line}: 1\n`);
    await writeSlowly((piece) => appendFileSync(place.path('syncs/slow.yaml'), piece), pieces, 2);
    await watched.sees(saysIn('slow.yaml', pieces.join('')));
    expect(watched.seen.map(textOf('slow.yaml'))).toEqual([pieces.join('')]);
    expectSameMode(watched);
  });

  tell('a file written with long pauses, at last when it is whole', async (place) => {
    const watched = place.watch();
    const pieces = ['a: 1\n', 'b: 2\n', 'c: 3\n'];
    await writeSlowly((piece) => appendFileSync(place.path('syncs/slow.yaml'), piece), pieces, 350);
    await watched.sees(saysIn('slow.yaml', 'a: 1\nb: 2\nc: 3\n'));
    expectSameMode(watched);
  });

  tell('another branch of 1,000 files that git checks out, only as a whole', async (place) => {
    await commitBranches(place, 'one', 'two');
    const watched = place.watch();
    for (const branch of ['one', 'two', 'one']) {
      await git(place.root, 'checkout', '-q', branch);
      await watched.sees(saysIn('a.yaml', `${branch}\n`));
    }
    expectWhole(watched, 1_000);
    expect(watched.seen).toHaveLength(3);
    expectSameMode(watched);
  });

  tell('a tree that git is still at work in, only when git has ended', async (place) => {
    await git(place.root, 'init', '-q');
    const watched = place.watch();
    place.write('.git/index.lock', '');
    const pieces = ['1', '2', '3'].map((version) => `version: ${version}\n`);
    await writeSlowly((piece) => place.write('syncs/a.yaml', piece), pieces, 300);
    expect(watched.seen).toEqual([]);
    rmSync(place.path('.git/index.lock'));
    await watched.sees(saysIn('a.yaml', 'version: 3\n'));
    expectSameMode(watched);
  });

  describe.each(['deleted', 'kept'])('with the old tree %s,', (fate) => {
    const isKept = fate === 'kept';

    tell("git-sync's link, moved twenty times in a row", async (place) => {
      await makeWorktree(place, 0);
      symlinkSync('.worktrees/0', place.path('current'));
      const watched = place.watch({ folder: 'current/syncs' });
      for (let version = 1; version <= 20; version += 1) {
        await makeWorktree(place, version);
        await moveLink(place.path('current'), `.worktrees/${version}`);
        if (!isKept) await rm(place.path(`.worktrees/${version - 1}`), { recursive: true });
        if (version % 4 === 0) await watched.sees(saysIn('f0.yaml', `version: ${version}\n`));
      }
      expectWhole(watched, 10);
      expectSameMode(watched);
    });

    tell("Kubernetes' ..data, moved twenty times in a row", async (place) => {
      await makeRevision(place, 0);
      symlinkSync('..rev0', place.path('mount/..data'));
      for (let file = 0; file < 10; file += 1) {
        symlinkSync(`..data/f${file}.yaml`, place.path(`mount/f${file}.yaml`));
      }
      const watched = place.watch({ folder: 'mount' });
      for (let version = 1; version <= 20; version += 1) {
        await makeRevision(place, version);
        await moveLink(place.path('mount/..data'), `..rev${version}`);
        if (!isKept) await rm(place.path(`mount/..rev${version - 1}`), { recursive: true });
        if (version % 4 === 0) await watched.sees(saysIn('f0.yaml', `version: ${version}\n`));
      }
      expectWhole(watched, 10);
      expectSameMode(watched);
    });
  });

  tell('a folder that is removed and made again, twice, and what is written there then', async (place) => {
    const watched = place.watch();
    for (const round of [1, 2]) {
      rmSync(place.path('syncs'), { recursive: true });
      await watched.sees(({ codes }) => codes.includes('folder-missing'));
      place.write('syncs/a.yaml', `made again: ${round}\n`);
      await watched.sees(saysIn('a.yaml', `made again: ${round}\n`));
      place.write('syncs/a.yaml', `written then: ${round}\n`);
      await watched.sees(saysIn('a.yaml', `written then: ${round}\n`));
    }
    expectSameMode(watched);
  });

  tell('a folder that is removed and made again at once, never as missing', async (place) => {
    const watched = place.watch();
    for (let version = 1; version <= 5; version += 1) {
      await rm(place.path('syncs'), { recursive: true });
      await mkdir(place.path('syncs'));
      await writeFile(place.path('syncs/a.yaml'), `version: ${version}\n`);
      await watched.sees(saysIn('a.yaml', `version: ${version}\n`));
    }
    expectWhole(watched, 1);
    expectSameMode(watched);
  });

  tell('a folder that was missing at the start, with the one that holds it', async (place) => {
    const watched = place.watch({ folder: 'later/on/syncs' });
    place.write('later/on/syncs/acme/a.yaml', 'here\n');
    await watched.sees(saysIn('acme/a.yaml', 'here\n'));
    place.write('later/on/syncs/acme/a.yaml', 'changed\n');
    await watched.sees(saysIn('acme/a.yaml', 'changed\n'));
    expectSameMode(watched);
  });

  tell('new folders below new folders, and what is written there then', async (place) => {
    const watched = place.watch();
    place.write('syncs/acme/deep/er/x.yaml', 'new\n');
    await watched.sees(saysIn('acme/deep/er/x.yaml', 'new\n'));
    place.write('syncs/acme/deep/er/x.yaml', 'changed\n');
    await watched.sees(saysIn('acme/deep/er/x.yaml', 'changed\n'));
    mkdirSync(place.path('syncs/empty/for/now'), { recursive: true });
    place.write('syncs/empty/for/now/y.yaml', 'later\n');
    await watched.sees(saysIn('empty/for/now/y.yaml', 'later\n'));
    expectSameMode(watched);
  });

  tell('a folder that is itself a link, moved and written to', async (place) => {
    place.write('one/a.yaml', 'one\n');
    place.write('two/a.yaml', 'two\n');
    symlinkSync('one', place.path('link'));
    const watched = place.watch({ folder: 'link' });
    place.write('one/a.yaml', 'written\n');
    await watched.sees(saysIn('a.yaml', 'written\n'));
    await moveLink(place.path('link'), 'two');
    await watched.sees(saysIn('a.yaml', 'two\n'));
    await unlink(place.path('link'));
    await symlink('one', place.path('link'));
    await watched.sees(saysIn('a.yaml', 'written\n'));
    expectSameMode(watched);
  });

  tell('a folder far above that is swapped for another', async (place) => {
    place.write('high/up/syncs/a.yaml', 'old\n');
    place.write('beside/up/syncs/a.yaml', 'new\n');
    const watched = place.watch({ folder: 'high/up/syncs' });
    renameSync(place.path('high'), place.path('gone'));
    renameSync(place.path('beside'), place.path('high'));
    await watched.sees(saysIn('a.yaml', 'new\n'));
    place.write('high/up/syncs/a.yaml', 'newer\n');
    await watched.sees(saysIn('a.yaml', 'newer\n'));
    expect(watched.seen).toHaveLength(2);
    expectSameMode(watched);
  });

  tell('what links inside the folder lead to, however far', async (place) => {
    place.write('elsewhere/shared/x.yaml', 'old\n');
    symlinkSync('shared', place.path('elsewhere/alias'));
    symlinkSync('../elsewhere/alias', place.path('syncs/folder'));
    symlinkSync('../elsewhere/alias/x.yaml', place.path('syncs/file.yaml'));
    const watched = place.watch();
    place.write('elsewhere/shared/x.yaml', 'new\n');
    await watched.sees(saysIn('file.yaml', 'new\n'));
    place.write('elsewhere/other/x.yaml', 'other\n');
    await moveLink(place.path('elsewhere/alias'), 'other');
    await watched.sees(
      ({ texts }) => texts['file.yaml'] === 'other\n' && texts['folder/x.yaml'] === 'other\n',
    );
    expectSameMode(watched);
  });

  tell('the config file: changed, removed, made again', async (place) => {
    const watched = place.watch();
    place.write('sollist.yaml', 'concurrency: 2\n');
    await until(() => watched.seen.length === 1);
    rmSync(place.path('sollist.yaml'));
    await until(() => watched.seen.length === 2);
    place.write('sollist.yaml', 'concurrency: 3\n');
    await until(() => watched.seen.length === 3);
    expectSameMode(watched);
  });

  tell('nothing: what is not read, and what is as it was', async (place) => {
    const watched = place.watch();
    place.write('beside.yaml');
    place.write('syncs/.hidden.yaml');
    place.write('syncs/.git/x.yaml');
    place.write('syncs/sentinel.yaml');
    await watched.sees(saysIn('sentinel.yaml', '# syncs/sentinel.yaml\n'));
    expect(watched.seen).toHaveLength(1);
    expectSameMode(watched);
  });
});

describe('events', () => {
  const warned = ({ logged }: Watched) => logged.filter(({ level }) => level === 'warn');
  const auto: Lane = { mode: 'auto', pace: { poll: 40, place: 40, proven: 40 } };

  test.each([
    ['never arrive', 0],
    ['arrive no more', 3],
  ])(
    'that %s are found out at the first change without one, said once, and polling takes over',
    async (_, heardOnes) =>
      inPlace(auto, async (place) => {
        const watched = place.watch({ listen: deafAfter(heardOnes) });
        expect(watched.watch.mode()).toBe('events');
        for (let version = 1; version <= 5; version += 1) {
          place.write('syncs/a.yaml', `version: ${version}\n`);
          await watched.sees(saysIn('a.yaml', `version: ${version}\n`));
        }
        expect(watched.watch.mode()).toBe('poll');
        expect(warned(watched)).toMatchObject([{ reason: 'a change came without an event' }]);
      })(),
  );

  test('of a link that is moved are not waited for: its place is looked at', () =>
    inPlace({ mode: 'auto', pace: { poll: 1e6, place: 40, proven: 1e6 } }, async (place) => {
      symlinkSync('syncs', place.path('link'));
      place.write('other/a.yaml', 'other\n');
      const watched = place.watch({ folder: 'link', listen: deafAfter(0) });
      await moveLink(place.path('link'), 'other');
      await watched.sees(saysIn('a.yaml', 'other\n'));
      await moveLink(place.path('link'), 'syncs');
      await watched.sees(saysIn('a.yaml', 'version: 0\n'));
      expect(watched.watch.mode()).toBe('events');
    })());

  test.each(['ENOSPC', 'EMFILE', 'ENOSYS'])(
    'that the system has no more of (%s) are given up at the start, said once, and polling takes over',
    (code) =>
      inPlace(auto, async (place) => {
        place.write('syncs/acme/b.yaml');
        const watched = place.watch({ listen: failing(code, place.path('syncs/acme')) });
        await until(() => watched.watch.mode() === 'poll');
        place.write('syncs/acme/b.yaml', 'version: 1\n');
        await watched.sees(saysIn('acme/b.yaml', 'version: 1\n'));
        expect(warned(watched)).toHaveLength(1);
      })(),
  );

  test('that the system has no more of once the tree has grown are given up then', () =>
    inPlace(auto, async (place) => {
      const watched = place.watch({ listen: failing('ENOSPC', place.path('syncs/acme')) });
      expect(watched.watch.mode()).toBe('events');
      for (const version of ['1', '2']) {
        place.write('syncs/acme/b.yaml', version);
        await watched.sees(saysIn('acme/b.yaml', version));
      }
      expect(watched.watch.mode()).toBe('poll');
      expect(warned(watched)).toMatchObject([{ reason: expect.stringContaining('max_user_watches') }]);
    })());

  test('of a folder that may not be listened to are no proof that none arrive', () =>
    inPlace(auto, async (place) => {
      place.write('syncs/acme/b.yaml', '0');
      const watched = place.watch({ listen: failing('EACCES', place.path('syncs/acme')) });
      for (const version of ['1', '2']) {
        place.write('syncs/acme/b.yaml', version);
        await watched.sees(saysIn('acme/b.yaml', version));
      }
      expect(watched.watch.mode()).toBe('events');
      expect(warned(watched)).toEqual([]);
    })());

  test.each(['syncs', 'syncs/new'])(
    'too early to be heard, before %s was listened to, are made up for',
    (early) =>
      inPlace(lanes['by events alone'], async (place) => {
        let isWritten = false;
        const listen = listenAfter((folders) => {
          if (folders.includes(place.path(early)) && !isWritten)
            place.write(`${early}/early.yaml`, 'early\n');
          isWritten ||= folders.includes(place.path(early));
        });
        const watched = place.watch({ listen });
        mkdirSync(place.path('syncs/new'));
        await watched.sees(({ texts }) => Object.values(texts).includes('early\n'));
        expect(watched.watch.mode()).toBe('events');
        expect(warned(watched)).toEqual([]);
      })(),
  );

  test('without end, of a log that is written beside the files, hold nothing up', () =>
    inPlace(lanes['by events alone'], async (place) => {
      place.write('syncs/noise.log');
      const watched = place.watch();
      const noise = setInterval(() => appendFileSync(place.path('syncs/noise.log'), 'noise\n'), 5);
      try {
        place.write('syncs/a.yaml', 'version: 1\n');
        await watched.sees(saysIn('a.yaml', 'version: 1\n'));
        place.write('syncs/a.yaml', 'version: 2\n');
        await watched.sees(saysIn('a.yaml', 'version: 2\n'));
      } finally {
        clearInterval(noise);
      }
      expect(watched.seen).toHaveLength(2);
    })());
});

describe('a network file system', () => {
  const remoteTypeOf = () => 'nfs';

  test('is polled from the start, and that is said', () =>
    inPlace({ mode: 'auto', pace: { poll: 40 } }, async (place) => {
      const { watch, logged, sees } = place.watch({ remoteTypeOf });
      expect(watch.mode()).toBe('poll');
      expect(logged).toMatchObject([{ level: 'info', mode: 'poll', fileSystem: 'nfs' }]);
      place.write('syncs/a.yaml', 'version: 1\n');
      await sees(saysIn('a.yaml', 'version: 1\n'));
    })());

  test('is not polled where events are asked for', () =>
    inPlace({ mode: 'events' }, async (place) => {
      expect(place.watch({ remoteTypeOf }).watch.mode()).toBe('events');
    })());

  test('that is mounted later is polled from then on', () =>
    inPlace({ mode: 'auto' }, async (place) => {
      let type: string | undefined;
      const { watch, logged, sees } = place.watch({ remoteTypeOf: () => type });
      await until(() => logged.length === 1);
      expect(watch.mode()).toBe('events');
      type = 'nfs';
      place.write('syncs/a.yaml', 'version: 1\n');
      await sees(saysIn('a.yaml', 'version: 1\n'));
      expect(watch.mode()).toBe('poll');
      expect(logged.at(-1)).toMatchObject({ level: 'warn', reason: 'network file system: nfs' });
    })());

  test('is known by what the system says of a path, or of what holds it where there is none yet', () => {
    const of = (types: Readonly<Record<string, number>>) => (path: string) => {
      if (types[path] === undefined) throw new Error('ENOENT');
      return types[path];
    };
    expect(remoteTypeOfPath('/a/b/c', of({ '/': 0xef53, '/a': 0x6969 }))).toBe('nfs');
    expect(remoteTypeOfPath('/a', of({ '/': 0x6969, '/a': 0xef53 }))).toBeUndefined();
    expect(remoteTypeOfPath('/a', of({ '/a': 0xff534d42 - 2 ** 32 }))).toBe('cifs');
    expect(remoteTypeOfPath('/a', of({}))).toBeUndefined();
  });
});

test.each(['auto', 'events', 'poll'] as const)('the mode is said at the start: %s', (mode) =>
  inPlace({ mode }, async (place) => {
    const { watch, logged } = place.watch();
    await until(() => logged.length > 0);
    expect(watch.mode()).toBe(mode === 'auto' ? 'events' : mode);
    expect(logged).toMatchObject([{ level: 'info', msg: 'files are watched', mode: watch.mode() }]);
  })(),
);

describe('a process of its own', () => {
  let program: string;
  beforeAll(async () => {
    program = await buildWatcher();
  });
  afterAll(() => rmSync(dirname(program), { recursive: true }));

  const modes = ['events', 'poll'] as const;

  test.concurrent.each(modes)('ends by itself once it has closed the watch: %s', (mode) =>
    inPlace({ mode }, async (place) => {
      const watcher = await startWatcher(program, place, mode);
      place.write('syncs/a.yaml', 'version: 1\n');
      await until(() => watcher.codes.length === 1);
      expect(await watcher.close()).toBe(0);
    })(),
  );

  const asNobody = process.getuid?.() === 0 ? 'as a user other than root' : 'as the user of the tests';
  test.concurrent.each(modes)(`is told of permissions taken away and given back, ${asNobody}: %s`, (mode) =>
    inPlace({ mode }, async (place) => {
      chmodSync(place.root, 0o755);
      place.write('syncs/acme/b.yaml');
      const watcher = await startWatcher(program, place, mode);
      const lost = ['file-unreadable', 'file-unreadable', 'folder-unreadable'];
      for (const [which, path] of ['syncs/a.yaml', 'syncs/acme', 'syncs'].entries()) {
        const usual = statSync(place.path(path)).mode;
        chmodSync(place.path(path), 0);
        await until(() => watcher.codes.length === which * 2 + 1);
        chmodSync(place.path(path), usual);
        await until(() => watcher.codes.length === which * 2 + 2);
        expect(watcher.codes.slice(-2)).toEqual([[lost[which]], []]);
      }
      place.write('syncs/acme/b.yaml', 'written then\n');
      await until(() => watcher.codes.length === 7);
      expect(watcher.logged.map(({ msg }) => msg)).toEqual(['files are watched']);
      expect(await watcher.close()).toBe(0);
    })(),
  );

  const fewWatches = 'echo 12 > /proc/sys/user/max_inotify_watches';
  test('polls where the kernel grants no more watches, and says so once', async ({ skip }) => {
    needs(skip, 'unshare');
    if (!mayLimit(fewWatches)) skip('no user namespace may be made here');
    await inPlace({ mode: 'auto' }, async (place) => {
      for (let folder = 0; folder < 20; folder += 1) place.write(`syncs/f${folder}/a.yaml`);
      const command = ['unshare', '-Ur', 'sh', '-c', `${fewWatches} && exec "$@"`, 'sh'];
      const watcher = await startWatcher(program, place, 'auto', command);
      expect(watcher.logged).toMatchObject([
        { level: 'warn', reason: expect.stringContaining('max_user_watches') },
        { level: 'info', mode: 'poll' },
      ]);
      place.write('syncs/f19/a.yaml', 'version: 1\n');
      await until(() => watcher.codes.length === 1);
      expect(await watcher.close()).toBe(0);
    })();
  });
});

async function commitBranches(place: Place, ...branches: string[]): Promise<void> {
  await git(place.root, 'init', '-q');
  for (const branch of branches) {
    await git(place.root, 'checkout', '-q', '-b', branch);
    for (let file = 1; file < 1_000; file += 1)
      place.write(`syncs/f${file % 10}/${file}.yaml`, `${branch}\n`);
    place.write('syncs/a.yaml', `${branch}\n`);
    await git(place.root, 'add', '.');
    await git(place.root, 'commit', '-q', '-m', branch);
  }
  await git(place.root, 'checkout', '-q', '--detach');
}

async function makeWorktree(place: Place, version: number): Promise<void> {
  await makeFiles(place.path(`.worktrees/${version}/syncs`), version);
}

async function makeRevision(place: Place, version: number): Promise<void> {
  await makeFiles(place.path(`mount/..rev${version}`), version);
}

async function makeFiles(folder: string, version: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let file = 0; file < 10; file += 1) {
    await writeFile(join(folder, `f${file}.yaml`), `version: ${version}\n`);
  }
}

/** Steps of one writer, with time in between for whoever watches. */
async function oneByOne(...steps: readonly (() => void)[]): Promise<void> {
  for (const step of steps) {
    step();
    await pause(1);
  }
}
