import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPages } from './pages.io.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const mib = 2 ** 20;

/** A heap of which each collection leaves 20 MiB. */
function aHeap() {
  const heap = { size: 50 * mib, collections: 0 };
  const collect = () => {
    heap.size = 20 * mib;
    heap.collections += 1;
  };
  return { heap, pages: createPages(() => heap.size, collect) };
}

test('what a large pass leaves behind is given back once the daemon has rested, and not again until it has grown', () => {
  const { heap, pages } = aHeap();
  pages.atRest();
  expect(heap.collections).toBe(0);
  vi.runAllTimers();
  expect(heap.collections).toBe(1);
  heap.size += 10 * mib;
  pages.atRest();
  vi.runAllTimers();
  expect(heap.collections).toBe(1);
  heap.size += 10 * mib;
  pages.atRest();
  vi.runAllTimers();
  expect(heap.collections).toBe(2);
});

test('a pass that begins meanwhile is not interrupted', () => {
  const { heap, pages } = aHeap();
  pages.atRest();
  pages.inUse();
  vi.runAllTimers();
  expect(heap.collections).toBe(0);
});

test('what nobody needs is collected indeed', async () => {
  const pages = createPages();
  const garbage = new WeakRef({ of: 'a pass' });
  await setImmediate(); // whoever makes a reference holds what it is to until then
  pages.atRest();
  vi.runAllTimers();
  expect(garbage.deref()).toBeUndefined();
});
