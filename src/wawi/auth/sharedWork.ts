import { unlessAborted } from '../unlessAborted.ts';

type SharedWork<T> = { readonly result: Promise<T>; readonly stop: AbortController; waiting: number };

/**
 * Work that is begun for the first who needs it, and that all others join who need it meanwhile. One that leaves, with
 * `failure` once its signal is aborted, does not end it for the others; the last one does.
 */
export function shareWork<T>(begin: (stop: AbortSignal) => Promise<T>) {
  let current: SharedWork<T> | undefined;

  function start(): SharedWork<T> {
    const stop = new AbortController();
    const work = { result: begin(stop.signal), stop, waiting: 0 };
    const end = () => forget(work);
    work.result.then(end, end);
    return work;
  }

  function forget(work: SharedWork<T>): void {
    if (current === work) current = undefined;
  }

  return async (signal: AbortSignal, failure: () => Error): Promise<T> => {
    current ??= start();
    const work = current;
    work.waiting += 1;
    try {
      return await unlessAborted(work.result, signal, failure);
    } finally {
      work.waiting -= 1;
      if (work.waiting === 0) {
        forget(work);
        work.stop.abort();
      }
    }
  };
}
