import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../base/hash.ts';
import type { Log } from '../base/log.ts';
import { makeStateFolder, writeWhole } from '../files/stateFolder.io.ts';
import { unseal } from './sealed.ts';

export type SealedFileOptions = { readonly directory: string; readonly log: Pick<Log, 'warn'> };
export type SealedFile = ReturnType<typeof createSealedFile>;

/** A sealed file that is written where its text has changed, one time after the other, the last text for all that wait. */
export function createSealedFile(name: string, { directory, log }: SealedFileOptions) {
  const path = join(directory, name);
  let written = ''; // a digest, since the text of a large tree takes megabytes for as long as it is kept
  let [waiting, trouble]: [waiting?: string, trouble?: string] = [];
  let isDamageTold = false;
  let turn: Promise<void> = Promise.resolve();

  async function bringUpToDate(): Promise<void> {
    const [text, digest] = [waiting, waiting === undefined ? written : sha256(waiting)];
    waiting = undefined;
    if (text === undefined || digest === written) return;
    try {
      await makeStateFolder(directory);
      await writeWhole(path, text, 0o600);
      [written, trouble] = [digest, undefined];
    } catch (error) {
      trouble = (error as Error).message;
      waiting ??= text;
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
      if (data !== undefined) written = sha256(text);
      return data;
    },
    write(text: string): Promise<void> {
      waiting = text;
      turn = turn.then(bringUpToDate);
      return turn;
    },
  };
}
