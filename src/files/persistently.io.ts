import pRetry from 'p-retry';

/** What Windows answers to a rename, a removal or a new file in the place of an old one while somebody has the old one open. */
const heldByAnother: readonly string[] = ['EPERM', 'EACCES', 'EBUSY'];

/**
 * Tries again for some five seconds what fails because a file is held, as virus scanners and backups hold each for a
 * moment. @throws Node's error: the last one, or at once one that is not among `held`.
 */
export async function persistently<T>(act: () => Promise<T>, held = heldByAnother): Promise<T> {
  return pRetry(act, {
    ...{ retries: 9, minTimeout: 10, factor: 2 },
    shouldRetry: ({ error }) => held.includes((error as NodeJS.ErrnoException).code ?? ''),
  });
}
