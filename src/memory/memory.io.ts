import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DaemonState } from '../daemon/state.ts';
import type { SourceTree } from '../files/tree.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import { type Remembered, rememberedIn, rememberedJson, type Unsent } from './remembered.ts';
import { seal } from './sealed.ts';
import { createSealedFile, type SealedFile, type SealedFileOptions } from './sealedFile.io.ts';

/** The files that were enforced last, as text: secrets are references there, as they are in the files. */
export type LastGood = {
  /** Absolute paths of where they were read. */
  readonly syncs: string;
  readonly config: string;
  /** `sollist.yaml`; null where there was none. */
  readonly file: SourceFile | null;
  readonly tree: SourceTree;
  readonly inForce: NonNullable<DaemonState['inForce']>;
};

/** What outlives the daemon beside the journal. Nothing here throws: what cannot be written is tried again. */
export type DaemonMemory = {
  readonly remembered: () => Promise<Remembered | undefined>;
  readonly lastGood: (place: Pick<LastGood, 'syncs' | 'config'>) => Promise<LastGood | undefined>;
  /** Keeps what was told, and the notices that are to be sent now. */
  readonly keep: (state: Pick<DaemonState, 'told' | 'efforts'>, fresh: readonly Unsent[]) => Promise<void>;
  readonly keepLastGood: (good: LastGood) => Promise<void>;
  /** These notices need not be sent to that target any more. */
  readonly settle: (target: string, ids: readonly string[]) => void;
  /** Why something could not be written; undefined where all was. */
  readonly trouble: () => string | undefined;
  /** Waits until all is written. */
  readonly close: () => Promise<void>;
};

const memoryName = 'memory.json';
const lastGoodName = 'last-good.json';

/** Forgets what was told and what waits to be sent, not the files. */
export async function forgetMemory(directory: string): Promise<void> {
  await rm(join(directory, memoryName), { force: true }).catch(() => {});
}

export function openMemory(options: SealedFileOptions): DaemonMemory {
  const [told, good] = [createSealedFile(memoryName, options), createSealedFile(lastGoodName, options)];
  const unsent = createUnsent();
  let salt = randomBytes(16).toString('hex');
  let known: Pick<DaemonState, 'told' | 'efforts'> | undefined;
  const save = async () => {
    if (known) await told.write(seal(rememberedJson({ ...known, unsent: unsent.all() }, salt)));
  };
  return {
    async remembered() {
      const data = await told.read();
      if (data === undefined) return undefined;
      const { salt: same, ...remembered } = rememberedIn(data);
      salt = same;
      unsent.add(remembered.unsent);
      return remembered;
    },
    async lastGood({ syncs, config }) {
      const found = (await good.read()) as LastGood | undefined;
      return found?.syncs === syncs && found.config === config ? found : undefined;
    },
    async keep({ told, efforts }, fresh) {
      known = { told, efforts };
      unsent.add(fresh);
      await save();
    },
    keepLastGood: createKeepLastGood(good),
    settle(target, ids) {
      unsent.settle(target, ids);
      void save();
    },
    trouble: () => told.trouble() ?? good.trouble(),
    close: save,
  };
}

/** Most passes enforce what the one before did: the text of a large tree is not sealed anew to find that out. */
function createKeepLastGood(file: SealedFile): DaemonMemory['keepLastGood'] {
  let kept = '';
  return async (good) => {
    const { syncs, config, file: settings, tree, inForce } = good;
    const key = JSON.stringify([syncs, config, settings?.hash, tree.hash, inForce]);
    if (key === kept) return;
    await file.write(seal(good));
    kept = file.trouble() === undefined ? key : '';
  };
}

function createUnsent() {
  const waiting = new Map<string, Unsent>();
  return {
    all: () => [...waiting.values()],
    add(more: readonly Unsent[]) {
      for (const one of more) if (one.to.length > 0) waiting.set(one.notice.id, one);
    },
    settle(target: string, ids: readonly string[]) {
      for (const id of ids) {
        const one = waiting.get(id);
        const to = one?.to.filter((other) => other !== target) ?? [];
        if (one && to.length > 0) waiting.set(id, { ...one, to });
        else waiting.delete(id);
      }
    },
  };
}
