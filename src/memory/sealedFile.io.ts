import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../base/log.ts';
import { makeStateFolder, writeWhole } from '../files/stateFolder.io.ts';
import { unseal } from './sealed.ts';

export type SealedFileOptions = { readonly directory: string; readonly log: Pick<Log, 'warn'> };
export type SealedFile = ReturnType<typeof createSealedFile>;

/** A sealed file that is written where its text has changed, one time after the other, the last text for all that wait. */
export function createSealedFile(name: string, { directory, log }: SealedFileOptions) {
  const path = join(directory, name);
  let [written, wanted] = ['', ''];
  let trouble: string | undefined;
  let isDamageTold = false;
  let turn: Promise<void> = Promise.resolve();

  async function bringUpToDate(): Promise<void> {
    const text = wanted;
    if (text === written) return;
    try {
      await makeStateFolder(directory);
      await writeWhole(path, text, 0o600);
      [written, trouble] = [text, undefined];
    } catch (error) {
      trouble = (error as Error).message;
    }
  }

  return {
    trouble: () => trouble,
    async read(): Promise<unknown> {
      const text = await readFile(path, 'utf8').catch(() => '');
      const data = text === '' ? undefined : unseal(text);
      if (text !== '' && data === undefined && !isDamageTold) {
        isDamageTold = true;
        log.warn({ path }, 'damaged, or of another version: it is not used');
      }
      if (data !== undefined) [written, wanted] = [text, text];
      return data;
    },
    write(text: string): Promise<void> {
      wanted = text;
      turn = turn.then(bringUpToDate);
      return turn;
    },
  };
}
