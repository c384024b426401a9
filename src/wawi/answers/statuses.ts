import type { WorkerStatusItem } from '../../generated/workerStatusItem.ts';
import { healthOf, readInstant, type WorkerStatus } from '../../model/health.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { UnusableAnswer } from '../dialects/item.ts';
import { readList } from './list.ts';

/** The answer to a question for the workers' status. */
export function readStatuses(
  body: Uint8Array,
  dialect: Dialect,
): { readonly items: readonly WorkerStatus[] } | UnusableAnswer {
  return readList<WorkerStatus>(body, { one: 'status', many: 'statuses' }, (value) => {
    const read = dialect.readStatus(value);
    return 'unusable' in read ? read : toStatus(read);
  });
}

function toStatus({ identifier, state, lastSync, nextSync }: WorkerStatusItem): WorkerStatus {
  return {
    id: String(identifier),
    health: healthOf(state),
    lastSync: readInstant(lastSync),
    nextSync: readInstant(nextSync),
  };
}
