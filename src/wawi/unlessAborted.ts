/** What the promise brings, unless the signal is aborted before. Leaves no listener behind. */
export async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  failure: () => Error,
): Promise<T> {
  if (signal.aborted) throw failure();
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(failure());
  });
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
