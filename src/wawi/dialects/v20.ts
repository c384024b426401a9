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
  body: ({ interval, options }, reveal) => ({
    ...(interval !== undefined && { interval }),
    ...(options.length > 0 && {
      configs: options.map(({ id, value }) => ({ identifier: id, value: reveal(value) })),
    }),
  }),
};
