import { isWorkerStatusItem, isWorkerSyncItem } from '../../generated/validators.js';
import type { WorkerStatusItem } from '../../generated/workerStatusItem.ts';
import type { WorkerSyncItem } from '../../generated/workerSyncItem.ts';
import type { Dialect } from './dialect.ts';

/** 2.0: camelCase, and options to set are called `configs`. */
export const v20: Dialect = {
  generation: 'v2',
  acceptsNull: false,
  isItem: isWorkerSyncItem,
  toItem: (checked) => checked as WorkerSyncItem,
  isStatus: isWorkerStatusItem,
  toStatus: (checked) => checked as WorkerStatusItem,
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
