import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useTempFolder } from '../../../test/support/folder.ts';
import { failing } from '../../../test/support/watch/listening.ts';
import { createEar, type Listen } from './ear.io.ts';
import { identityOf } from './way.io.ts';

const path = useTempFolder();
const ears: ReturnType<typeof createEar>[] = [];
beforeEach(() => {
  mkdirSync(path('syncs', 'acme'), { recursive: true });
  writeFileSync(path('syncs', 'a.yaml'), '');
});
afterEach(() => {
  for (const ear of ears.splice(0)) ear.close();
});

const folders = (...names: string[]) => ({
  folders: new Map(names.map((name) => [path(name), identityOf(statSync(path(name)))])),
  way: new Map([[path('syncs', '..data'), '→..1']]),
});
const both = () => folders('syncs', 'syncs/acme');

/** What the real chokidar tells, by what is followed. */
async function listening(listen?: Listen) {
  const heard: (string | undefined)[] = [];
  const failed: string[] = [];
  let times = 0;
  const ear = createEar({
    ...{ heard: (path) => heard.push(path), failed: (error) => failed.push(error.code!), listen },
    listening: () => {
      times += 1;
    },
  });
  ears.push(ear);
  const follow = async (followed: ReturnType<typeof both>) => {
    const before = times;
    ear.follow(followed);
    expect(ear.hearsAll()).toBe(false);
    await vi.waitFor(() => expect(times).toBe(before + 1));
  };
  const hears = (what: string | undefined) => vi.waitFor(() => expect(heard).toContain(what));
  await follow(both());
  return { ear, heard, failed, follow, hears };
}

describe('what chokidar tells', () => {
  it('names the file that is written, made, renamed or removed, in each folder that is followed', async () => {
    const { ear, heard, hears } = await listening();
    expect(ear.hearsAll()).toBe(true);
    writeFileSync(path('syncs', 'a.yaml'), 'written');
    await hears(path('syncs', 'a.yaml'));
    writeFileSync(path('syncs', 'acme', 'b.yaml'), 'made');
    await hears(path('syncs', 'acme', 'b.yaml'));
    renameSync(path('syncs', 'acme', 'b.yaml'), path('syncs', 'acme', 'c.yaml'));
    await hears(path('syncs', 'acme', 'c.yaml'));
    rmSync(path('syncs', 'acme', 'c.yaml'));
    expect(new Set(heard).size).toBe(3);
  });

  it('is nothing of names that start with a dot, unless links lead there, nor of folders that are not followed', async () => {
    mkdirSync(path('syncs', 'acme', 'deeper'));
    const { heard, hears } = await listening();
    writeFileSync(path('syncs', '..data'), '');
    writeFileSync(path('beside.yaml'), '');
    writeFileSync(path('syncs', '.hidden.yaml'), '');
    writeFileSync(path('syncs', 'acme', 'deeper', 'x.yaml'), '');
    writeFileSync(path('syncs', 'a.yaml'), 'written');
    await hears(path('syncs', 'a.yaml'));
    expect(new Set(heard)).toEqual(new Set([path('syncs', '..data'), path('syncs', 'a.yaml')]));
  });

  it('is of the folder that is there now, once it is followed anew', async () => {
    const { ear, follow, hears, heard } = await listening();
    rmSync(path('syncs', 'acme'), { recursive: true });
    await hears(path('syncs', 'acme'));
    expect(ear.hearsAll()).toBe(false);
    mkdirSync(path('syncs', 'acme'));
    await follow(both());
    expect(ear.hearsAll()).toBe(true);
    heard.length = 0;
    writeFileSync(path('syncs', 'acme', 'b.yaml'), '');
    await hears(path('syncs', 'acme', 'b.yaml'));
  });

  it('is nothing more of a folder that is not followed any more', async () => {
    const { heard, hears, follow } = await listening();
    await follow(folders('syncs'));
    heard.length = 0;
    writeFileSync(path('syncs', 'acme', 'b.yaml'), '');
    writeFileSync(path('syncs', 'a.yaml'), 'written');
    await hears(path('syncs', 'a.yaml'));
    expect(heard).not.toContain(path('syncs', 'acme', 'b.yaml'));
  });
});

it('a folder that may not be listened to is no failure, and not all is heard', async () => {
  const { ear, failed } = await listening(failing('EACCES', path('syncs', 'acme')));
  expect([ear.hearsAll(), failed]).toEqual([false, []]);
});

it('that the system listens to no more is told', async () => {
  const { failed } = await listening(failing('ENOSPC', path('syncs', 'acme')));
  expect(failed).toEqual(['ENOSPC']);
});
