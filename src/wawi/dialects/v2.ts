import { isWorkerStatusItem } from '../../generated/validators/workerStatusItem.js';
import { isWorkerSyncItem } from '../../generated/validators/workerSyncItem.js';
import { actionNumbers, type Dialect, itemReader } from './dialect.ts';

/** 2.0: camelCase, and options to set are called `configs`. */
export const v20: Dialect = {
  generation: 'v2',
  acceptsNull: false,
  readSync: itemReader(isWorkerSyncItem, (sync) => sync),
  readStatus: itemReader(isWorkerStatusItem, (status) => status),
  body: bodyWith('configs'),
  controlBody: (action) => ({ action: actionNumbers[action] }),
};

/** 2.1 to 2.3: as 2.0, but options to set are called `configurations`, and may be null. */
export const v21: Dialect = { ...v20, acceptsNull: true, body: bodyWith('configurations') };

/** The name under which options are set. A server that reads the one ignores the other, without an error. */
export type ListName = keyof typeof v2;
export const v2 = { configs: v20, configurations: v21 } as const satisfies Readonly<Record<string, Dialect>>;

function bodyWith(list: 'configs' | 'configurations'): Dialect['body'] {
  return ({ interval, options }, reveal) => ({
    ...(interval !== undefined && { interval }),
    ...(options.length > 0 && {
      [list]: options.map(({ id, value }) => ({ identifier: id, value: reveal(value) })),
    }),
  });
}
