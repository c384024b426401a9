import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useTempFolder } from '../../../test/support/folder.ts';
import type { FileChanges } from '../fileChanges.ts';
import { type Sight, takeLook } from './look.io.ts';
import { createSettling } from './settling.io.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What lies there is a text; one that is empty is missing. */
const reads = (text: string): Sight => ({
  ...{ folder: '/syncs', file: '/sollist.yaml', remoteType: undefined },
  files: new Map([['/syncs/a.yaml', text === '' ? 'ENOENT' : text]]),
  ...{ folders: new Map(), way: new Map(), isPlain: true },
});

function settle(lies: () => string, isHeldUp = () => false) {
  const told: (string | undefined)[] = [];
  const settling = createSettling({
    known: reads(lies()),
    look: () => reads(lies()),
    hearsAll: () => false,
    isHeldUp,
    settled: (_, isChanged) => told.push(isChanged ? lies() : undefined),
  });
  return { settling, told };
}

const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe('a change is told of', () => {
  test('once it has been read twice, 160 milliseconds after the hint', async () => {
    let lies = 'old';
    const { settling, told } = settle(() => lies);
    lies = 'new';
    settling.hint();
    await wait(159);
    expect(told).toEqual([]);
    await wait(5);
    expect(told).toEqual(['new']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('also where a checkout brings a hundred thousand hints', async () => {
    let lies = 'old';
    const { settling, told } = settle(() => lies);
    settling.check();
    await wait(200);
    lies = 'new';
    for (let file = 0; file < 100_000; file += 1) settling.hint(`/syncs/${file}.yaml`);
    await wait(1_200);
    expect(told).toEqual([undefined, 'new']);
  });

  test('not at all if it is undone before it comes to rest', async () => {
    let lies = 'old';
    const { settling, told } = settle(() => lies);
    lies = 'new';
    settling.check();
    lies = 'old';
    await wait(10_000);
    expect(told).toEqual([undefined]);
  });

  test('within 1.2 seconds while hints come without end', async () => {
    let lies = 'old';
    const { settling, told } = settle(() => lies);
    lies = 'new';
    const hints = setInterval(() => settling.hint(), 10);
    await wait(1_200);
    clearInterval(hints);
    expect(told).toEqual(['new']);
  });

  test('after some 30 seconds if it never comes to rest', async () => {
    const { settling, told } = settle(() => `${vi.getMockedSystemTime()?.getTime()}`);
    settling.hint();
    await wait(29_000);
    expect(told).toEqual([]);
    await wait(2_000);
    expect(told).toHaveLength(1);
  });

  test('after a second if something is missing that was there, and at once if it was missing before', async () => {
    let lies = 'old';
    const { settling, told } = settle(() => lies);
    lies = '';
    settling.check();
    await wait(999);
    expect(told).toEqual([]);
    await wait(100);
    expect(told).toEqual(['']);
    lies = 'back';
    settling.check();
    await wait(105);
    expect(told).toEqual(['', 'back']);
  });

  test('never as missing if what vanished comes back within a second', async () => {
    let lies = 'old';
    const { settling, told } = settle(() => lies);
    lies = '';
    settling.check();
    await wait(900);
    lies = 'new';
    await wait(300);
    expect(told).toEqual(['new']);
  });

  test('after ten seconds though git has left its lock behind', async () => {
    let lies = 'old';
    const { settling, told } = settle(
      () => lies,
      () => true,
    );
    lies = 'new';
    settling.check();
    await wait(9_999);
    expect(told).toEqual([]);
    await wait(300);
    expect(told).toEqual(['new']);
  });

  test('no more once it is closed', async () => {
    let lies = 'old';
    const { settling, told } = settle(() => lies);
    lies = 'new';
    settling.hint();
    settling.close();
    await wait(10_000);
    expect(told).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('what is read', () => {
  test('is of files that lie still: a pass that comes in the middle of a change waits for its end', async () => {
    let lies = 'old';
    let isHeldUp = true;
    const { settling, told } = settle(
      () => lies,
      () => isHeldUp,
    );
    lies = 'half';
    const read = settling.atRest(async () => lies);
    await wait(5_000);
    [lies, isHeldUp] = ['whole', false];
    await wait(200);
    await wait(5);
    expect(await read).toBe('whole');
    expect(told).toEqual(['whole']);
  });

  test('at first waits too, since what lies there may be half of it', async () => {
    let isHeldUp = true;
    let lies = 'half';
    const { settling, told } = settle(
      () => lies,
      () => isHeldUp,
    );
    const read = settling.atRest(async () => lies);
    await wait(5_000);
    [lies, isHeldUp] = ['whole', false];
    await wait(200);
    await wait(5);
    expect(await read).toBe('whole');
    const again = settling.atRest(async () => lies);
    await wait(5);
    expect(vi.getTimerCount()).toBe(0);
    expect(await again).toBe('whole');
    expect(told).toContain('whole');
  });

  test('is read again where it changes meanwhile', async () => {
    let lies = 'old';
    const { settling } = settle(() => lies);
    const read = settling.atRest(async () => {
      const before = lies;
      lies = 'new';
      return before;
    });
    await wait(1_000);
    expect(await read).toBe('new');
  });

  test('is what there is where it never comes to rest', async () => {
    const { settling } = settle(() => `${vi.getMockedSystemTime()?.getTime()}`);
    const read = settling.atRest(async () => 'something');
    await wait(31_000);
    expect(await read).toBe('something');
  });

  test('is not waited for once it is closed', async () => {
    let lies = 'old';
    const { settling } = settle(() => lies);
    lies = 'new';
    const read = settling.atRest(async () => lies);
    settling.close();
    expect(await read).toBe('new');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('where all is heard, one document that is heard of', () => {
  const path = useTempFolder();
  const [one, other] = [() => path('syncs', 'one.yaml'), () => path('syncs', 'other.yaml')];
  const save = (file: string, text: string) => writeFileSync(file, text);

  /** At rest already, and read as a whole. */
  async function rested() {
    mkdirSync(path('syncs'), { recursive: true });
    for (const file of [one(), other(), path('sollist.yaml')]) save(file, 'version: 1\n');
    const look = () => takeLook({ folder: path('syncs'), file: path('sollist.yaml'), remoteType: undefined });
    const told: boolean[] = [];
    const settling = createSettling({
      ...{ known: look(), look, hearsAll: () => true, isHeldUp: () => false },
      settled: (_, isChanged) => told.push(isChanged),
    });
    const given: FileChanges[] = [];
    const read = async (meanwhile = () => {}) => {
      const reading = settling.atRest(async (changes) => {
        given.push(changes);
        meanwhile();
      });
      await wait(1_000);
      await reading;
    };
    await read();
    told.length = 0;
    return { settling, told, given, read };
  }

  test('is told of within 80 milliseconds, and read alone; without a change everything is read', async () => {
    const { settling, told, given, read } = await rested();
    save(one(), 'version: 2\n');
    settling.hint(one());
    await wait(80);
    expect(told).toEqual([true]);
    await read();
    await read();
    expect(given).toEqual(['unknown', new Set([one()]), 'unknown']);
  });

  test('is not, where it is written on', async () => {
    const { settling, told, given, read } = await rested();
    const writing = setInterval(() => {
      save(one(), `version: ${vi.getMockedSystemTime()?.getTime()}\n`);
      settling.hint(one());
    }, 30);
    await wait(170);
    clearInterval(writing);
    expect(told).toEqual([]);
    await wait(200);
    expect(told).toEqual([true]);
    await read();
    expect(given.at(-1)).toBe('unknown');
  });

  test('is told of no more once it is closed', async () => {
    const { settling, told } = await rested();
    save(one(), 'version: 2\n');
    settling.hint(one());
    await wait(40);
    settling.close();
    await wait(1_000);
    expect(told).toEqual([]);
  });

  test('is read again with what changes meanwhile', async () => {
    const { settling, given, read } = await rested();
    save(one(), 'version: 2\n');
    settling.hint(one());
    let isFirst = true;
    await read(() => {
      if (isFirst) save(other(), 'version: 3\n');
      if (isFirst) settling.hint(other());
      isFirst = false;
    });
    expect(given.slice(1)).toEqual([new Set([one()]), new Set([one(), other()])]);
  });
});
