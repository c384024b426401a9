import { isWorkerStatusItem, isWorkerSyncItem } from '../../generated/validators.js';
import type { Dialect } from './dialect.ts';
import { itemReader } from './item.ts';

/** 2.0: camelCase, and options to set are called `configs`. */
export const v20: Dialect = {
  generation: 'v2',
  acceptsNull: false,
  readSync: itemReader(isWorkerSyncItem, (sync) => sync),
  readStatus: itemReader(isWorkerStatusItem, (status) => status),
  body: bodyWith('configs'),
};

/** `list` is the name under which options are set. */
export function bodyWith(list: 'configs' | 'configurations'): Dialect['body'] {
  return ({ interval, options }, reveal) => ({
    ...(interval !== undefined && { interval }),
    ...(options.length > 0 && {
      [list]: options.map(({ id, value }) => ({ identifier: id, value: reveal(value) })),
    }),
  });
}
