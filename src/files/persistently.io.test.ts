import { expect, it } from 'vitest';
import { persistently } from './persistently.io.ts';

/** Fails so often with these codes, one after another, and then gives its last word. */
function failing(...codes: readonly string[]) {
  const left = [...codes];
  return async () => {
    const code = left.shift();
    if (code !== undefined) throw Object.assign(new Error(code), { code });
    return 'done';
  };
}

it('what is held for a moment is done all the same', async () => {
  await expect(persistently(failing('EPERM', 'EBUSY', 'EACCES'))).resolves.toBe('done');
});

it('any other failure is told at once, and so is one that may well be meant', async () => {
  await expect(persistently(failing('ENOSPC'))).rejects.toMatchObject({ code: 'ENOSPC' });
  await expect(persistently(failing('EACCES'), ['EBUSY'])).rejects.toMatchObject({ code: 'EACCES' });
});
