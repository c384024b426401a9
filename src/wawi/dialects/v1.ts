import { isWorkerStatusItemV1, isWorkerSyncItemV1 } from '../../generated/validators.js';
import type { WorkerStatusItemV1 } from '../../generated/workerStatusItemV1.ts';
import type { WorkerSyncItemV1 } from '../../generated/workerSyncItemV1.ts';
import type { Dialect } from './dialect.ts';

/** 1.1 to 1.6: PascalCase both ways. */
export const v1: Dialect = {
  generation: 'v1',
  acceptsNull: false,
  isItem: isWorkerSyncItemV1,
  toItem(checked) {
    const item = checked as WorkerSyncItemV1;
    return {
      identifier: item.Identifier,
      syncName: item.SyncName,
      salesChannelName: item.SalesChannelName,
      salesChannelId: item.SalesChannelId,
      interval: item.Interval,
      configurations: item.Configurations.map((option) => ({
        identifier: option.Identifier,
        displayName: option.DisplayName,
        type: option.Type,
        currentValue: option.CurrentValue,
        isRequired: option.IsRequired,
      })),
    };
  },
  isStatus: isWorkerStatusItemV1,
  toStatus(checked) {
    const { Identifier, State, LastSync = null, NextSync = null } = checked as WorkerStatusItemV1;
    return { identifier: Identifier, state: State, lastSync: LastSync, nextSync: NextSync };
  },
  body: ({ interval, options }, reveal) => ({
    ...(interval !== undefined && { Interval: interval }),
    ...(options.length > 0 && {
      Configs: options.map(({ id, value }) => ({ Identifier: id, Value: reveal(value) })),
    }),
  }),
};
