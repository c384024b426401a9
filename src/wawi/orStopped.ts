/** What the promise brings, unless the signal is aborted before. Leaves no listener behind. */
export async function orStopped<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  stopped: () => Error,
): Promise<T> {
  if (signal.aborted) throw stopped();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(stopped());
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
