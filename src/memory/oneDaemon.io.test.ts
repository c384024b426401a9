import {
  lutimesSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { useTempFolder } from '../../test/support/folder.ts';
import { systemClock } from '../base/clock.io.ts';
import { createOneDaemon } from './oneDaemon.io.ts';

const path = useTempFolder();
const never = new AbortController().signal;

function aDaemon(changes: { readonly silentMs?: number; readonly directory?: string } = {}) {
  const options = { directory: path(), clock: systemClock, log: { info: () => {} }, beatMs: 20 };
  const one = createOneDaemon({ ...options, silentMs: 300, ...changes });
  onTestFinished(one.release);
  return one;
}

test('of many that start in the same moment exactly one has it, and the next after that one is gone', async () => {
  for (const before of ['nothing', 'a lock of the dead']) {
    if (before !== 'nothing') symlinkSync('elsewhere:1:1:a:1', path('daemon.lock'));
    const all = Array.from({ length: 8 }, () => aDaemon());
    const had = await Promise.all(all.map((one) => one.acquire(never)));
    expect(had.filter(Boolean)).toHaveLength(1);
    await all[had.indexOf(true)]!.release();
    expect(readdirSync(path())).toEqual(['.gitignore']);
  }
});

test('a holder elsewhere that shows signs of life is alive, however long it is', async () => {
  symlinkSync('elsewhere:1:1:a:1', path('daemon.lock'));
  let at = 1;
  const beats = setInterval(() => {
    at += 1;
    lutimesSync(path('daemon.lock'), at, at);
  }, 20);
  const acquired = await aDaemon({ silentMs: 60_000 }).acquire(never);
  clearInterval(beats);
  expect(acquired).toBe(false);
});

test.each(['elsewhere:1:1:a:1', 'nonsense', ''])('a silent holder is taken over: %j', async (name) => {
  writeFileSync(path('daemon.lock'), name);
  expect(await aDaemon().acquire(never)).toBe(true);
});

test('where no lock can be made it goes on, says why, and has one as soon as it can', async () => {
  writeFileSync(path('file'), '');
  const one = aDaemon({ directory: path('file') });
  expect(await one.acquire(never)).toBe(true);
  expect(await one.trouble()).toMatch(/EEXIST|ENOTDIR/);
  unlinkSync(path('file'));
  await expect.poll(one.trouble).toBeUndefined();
  expect(readlinkSync(path('file', 'daemon.lock'))).toContain(':');
});

test('what is no lock does not keep it waiting', async () => {
  mkdirSync(path('daemon.lock'));
  const one = aDaemon();
  expect(await one.acquire(never)).toBe(true);
  expect(await one.trouble()).toContain('daemon.lock is no lock of a daemon');
  rmdirSync(path('daemon.lock'));
  await expect.poll(one.trouble).toBeUndefined();
});

test('whoever has lost it to another says so', async () => {
  const one = aDaemon();
  await one.acquire(never);
  unlinkSync(path('daemon.lock'));
  symlinkSync('elsewhere:1:1:a:1', path('daemon.lock'));
  await expect.poll(one.trouble).toBe('another daemon has taken it over');
});
