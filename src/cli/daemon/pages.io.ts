import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export type Pages = {
  /** A pass begins, which had better not be interrupted. */
  readonly inUse: () => void;
  /** A pass is over: unless another begins soon, what it leaves behind goes back to the system. */
  readonly atRest: () => void;
};

/**
 * Milliseconds without a pass, less than lie between two of the emulator's. The first pass after a collection takes its
 * memory anew, which costs time; passes that follow one another closely are spared it.
 */
const restMs = 8_000;
/** Bytes of heap: what less would give back is not worth that everybody waits for it. */
const leastGain = 16 * 2 ** 20;

/**
 * V8 keeps what a large pass took for the next one, which comes in minutes: this gives it back. It must be called before the
 * first request, since it also decides how what parses answers is compiled.
 */
export function createPages(heapSize = heapTotal, collect = collector()): Pages {
  compileOnce();
  let kept = 0;
  let timer: NodeJS.Timeout | undefined;
  const giveBack = () => {
    if (heapSize() - kept < leastGain) return;
    collect();
    kept = heapSize();
  };
  return {
    inUse: () => clearTimeout(timer),
    atRest() {
      clearTimeout(timer);
      timer = setTimeout(giveBack, restMs).unref();
    },
  };
}

/**
 * What answers are parsed by is WebAssembly. Once it has proved busy V8 compiles it again, for speed: that takes 35 MiB for a
 * moment, of which the allocator keeps 10. Holds for what has not been compiled yet.
 */
function compileOnce(): void {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag);
}

/** A collection that also shrinks the young generation, as far as this Node knows how to. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const gc: NonNullable<typeof global.gc> = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  const thorough = { type: 'major', execution: 'sync', flavor: 'last-resort' } as const;
  return () => {
    gc(thorough);
    gc(); // Node 20 takes every argument for the wish to look at what is young alone
  };
}

function heapTotal(): number {
  return getHeapStatistics().total_heap_size;
}
