import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export type Pages = {
  /** A pass begins, which had better not be interrupted. */
  readonly inUse: () => void;
  /** A pass is over: unless another begins soon, what it leaves behind goes back to the system. */
  readonly atRest: () => void;
};

/** Milliseconds without a pass: who saves one file after another does not wait for collections. */
const restMs = 3_000;
/** Bytes of heap: what less would give back is not worth that everybody waits for it. */
const leastGain = 16 * 2 ** 20;

/** V8 keeps what a large pass took for the next one, which comes in minutes. This gives it back. */
export function createPages(heapSize = () => process.memoryUsage().heapTotal, collect = collector()): Pages {
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
 * The parser of HTTP answers is WebAssembly. To compile it once more, for speed, takes 35 MiB for a moment, of which the
 * allocator keeps 10, and spares nothing that could be measured. Called before the first request.
 */
export function compileOnce(): void {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag);
}

/** A collection that also shrinks the young generation, as far as this Node knows how to. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const gc: NonNullable<typeof global.gc> = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  const thorough = { type: 'major', execution: 'sync', flavor: 'last-resort' } as const;
  return () => void gc(thorough);
}
