import type { Log } from '../base/log.ts';
import { tenantKey } from '../model/settings.ts';
import type { Learned, LearnedNames } from '../wawi/options.ts';
import { seal } from './sealed.ts';
import { createSealedFile, type SealedFile, type SealedFileOptions } from './sealedFile.io.ts';

type LearnedOptions = SealedFileOptions & { readonly log: Pick<Log, 'info'> };

const words = {
  list: 'options are read under another name from now on',
  path: 'another address answers from now on',
} as const satisfies Record<keyof Learned, string>;

/** What tenants were found to read, by where they are reached: a name may be given to another tenant. */
export function openLearned(options: LearnedOptions): LearnedNames {
  const file = createSealedFile('learned.json', options);
  let known: Promise<AllLearned> | undefined;
  let turn: Promise<void> = Promise.resolve();
  const all = () => (known ??= readFrom(file));
  return {
    of: async (connection) => (await all()).get(tenantKey(connection)) ?? {},
    keep({ name: tenant, connection }, learned, news) {
      options.log.info({ tenant, [news]: learned[news] }, words[news]);
      turn = turn.then(async () => {
        (await all()).set(tenantKey(connection), learned);
        // Another process may have learned something of other tenants.
        const everything = (await readFrom(file)).set(tenantKey(connection), learned);
        await file.write(seal([...everything]));
      });
      return turn;
    },
  };
}

type AllLearned = Map<string, Learned>;

async function readFrom(file: SealedFile): Promise<AllLearned> {
  return new Map((await file.read()) as readonly (readonly [string, Learned])[] | undefined);
}
