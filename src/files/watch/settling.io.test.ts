import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSettling } from './settling.io.ts';
import type { Snapshot } from './snapshot.io.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What lies there is a text; one that is empty is missing. */
const reads = (fingerprint: string): Snapshot => ({
  fingerprint,
  place: '',
  missing: new Set(fingerprint === '' ? ['syncs'] : []),
  folders: new Map(),
  links: [],
  entries: [],
  remoteType: undefined,
});

function settle(lies: () => string, isHeldUp = () => false) {
  const told: (string | undefined)[] = [];
  const settling = createSettling({
    known: reads(lies()),
    look: () => ({ snapshot: reads(lies()), isFresh: false }),
    isHeldUp,
    settled: (isChanged) => told.push(isChanged ? lies() : undefined),
  });
  return { settling, told };
}

describe('a change is told of', () => {
  test('once it has been read twice, 160 milliseconds after the hint', () => {
    let lies = 'old';
    const { settling, told } = settle(() => lies);
    lies = 'new';
    settling.hint();
    vi.advanceTimersByTime(159);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['new']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('not at all if it is undone before it comes to rest', () => {
    let lies = 'old';
    const { settling, told } = settle(() => lies);
    lies = 'new';
    settling.check();
    lies = 'old';
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([undefined]);
  });

  test('within 1.2 seconds while hints come without end', () => {
    let lies = 'old';
    const { settling, told } = settle(() => lies);
    lies = 'new';
    const hints = setInterval(settling.hint, 10);
    vi.advanceTimersByTime(1_200);
    clearInterval(hints);
    expect(told).toEqual(['new']);
  });

  test('after some 30 seconds if it never comes to rest', () => {
    const { settling, told } = settle(() => `${vi.getMockedSystemTime()?.getTime()}`);
    settling.hint();
    vi.advanceTimersByTime(29_000);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(2_000);
    expect(told).toHaveLength(1);
  });

  test('after a second if something is missing that was there, and at once if it was missing before', () => {
    let lies = 'old';
    const { settling, told } = settle(() => lies);
    lies = '';
    settling.check();
    vi.advanceTimersByTime(999);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['']);
    lies = 'back';
    settling.check();
    vi.advanceTimersByTime(100);
    expect(told).toEqual(['', 'back']);
  });

  test('never as missing if what vanished comes back within a second', () => {
    let lies = 'old';
    const { settling, told } = settle(() => lies);
    lies = '';
    settling.check();
    vi.advanceTimersByTime(900);
    lies = 'new';
    vi.advanceTimersByTime(300);
    expect(told).toEqual(['new']);
  });

  test('after ten seconds though git has left its lock behind', () => {
    let lies = 'old';
    const { settling, told } = settle(
      () => lies,
      () => true,
    );
    lies = 'new';
    settling.check();
    vi.advanceTimersByTime(9_999);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['new']);
  });

  test('no more once it is closed', () => {
    let lies = 'old';
    const { settling, told } = settle(() => lies);
    lies = 'new';
    settling.hint();
    settling.close();
    vi.advanceTimersByTime(10_000);
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
    await vi.advanceTimersByTimeAsync(5_000);
    [lies, isHeldUp] = ['whole', false];
    await vi.advanceTimersByTimeAsync(200);
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
    await vi.advanceTimersByTimeAsync(5_000);
    [lies, isHeldUp] = ['whole', false];
    await vi.advanceTimersByTimeAsync(200);
    expect(await read).toBe('whole');
    const again = settling.atRest(async () => lies);
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
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await read).toBe('new');
  });

  test('is what there is where it never comes to rest', async () => {
    const { settling } = settle(() => `${vi.getMockedSystemTime()?.getTime()}`);
    const read = settling.atRest(async () => 'something');
    await vi.advanceTimersByTimeAsync(31_000);
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
