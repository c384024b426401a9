import { isWorkerStatusItemV1 } from '../../generated/validators/workerStatusItemV1.js';
import { isWorkerSyncItemV1 } from '../../generated/validators/workerSyncItemV1.js';
import { actionNumbers, type Dialect, itemReader } from './dialect.ts';

/** 1.1 to 1.6: PascalCase both ways. */
export const v1: Dialect = {
  generation: 'v1',
  acceptsNull: false,
  readSync: itemReader(isWorkerSyncItemV1, (sync) => ({
    identifier: sync.Identifier,
    syncName: sync.SyncName,
    salesChannelName: sync.SalesChannelName ?? null,
    salesChannelId: sync.SalesChannelId,
    interval: sync.Interval ?? null,
    configurations: sync.Configurations.map((option) => ({
      identifier: option.Identifier,
      displayName: option.DisplayName,
      type: option.Type,
      currentValue: option.CurrentValue ?? null,
      isRequired: option.IsRequired,
    })),
  })),
  readStatus: itemReader(isWorkerStatusItemV1, ({ Identifier, State, LastSync = null, NextSync = null }) => ({
    identifier: Identifier,
    state: State,
    lastSync: LastSync,
    nextSync: NextSync,
  })),
  body: ({ interval, options }, reveal) => ({
    ...(interval !== undefined && { Interval: interval }),
    ...(options.length > 0 && {
      Configs: options.map(({ id, value }) => ({ Identifier: id, Value: reveal(value) })),
    }),
  }),
  controlBody: (action) => ({ Action: actionNumbers[action] }),
};
