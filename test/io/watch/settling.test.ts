import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Reading } from '../../../src/io/watch/reading.ts';
import { createSettling } from '../../../src/io/watch/settling.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What lies there is a text; one that is empty is missing. */
const reads = (fingerprint: string): Reading => ({
  fingerprint,
  place: '',
  missing: new Set(fingerprint === '' ? ['syncs'] : []),
  folders: new Map(),
  links: [],
  way: [],
  remoteType: undefined,
});

function settle(lies: () => string, isHeldUp = () => false) {
  const told: (string | undefined)[] = [];
  const settling = createSettling({
    known: reads(lies()),
    look: () => ({ reading: reads(lies()), isFresh: false }),
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
