import type { WorkerStatusItem } from '../../generated/workerStatusItem.ts';
import { healthOf, readInstant, type WorkerStatus } from '../../model/health.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { lacks, readList, type UnusableAnswer } from './list.ts';

/** The answer to a question for the workers' status. */
export function readStatuses(
  body: Uint8Array,
  { isStatus, toStatus }: Dialect,
): { readonly items: readonly WorkerStatus[] } | UnusableAnswer {
  return readList<WorkerStatus>(body, { one: 'status', many: 'statuses' }, (value) =>
    isStatus(value) ? readStatus(toStatus(value)) : { unusable: lacks(isStatus.errors![0]!) },
  );
}

function readStatus({ identifier, state, lastSync, nextSync }: WorkerStatusItem): WorkerStatus {
  return {
    id: String(identifier),
    health: healthOf(state),
    lastSync: readInstant(lastSync),
    nextSync: readInstant(nextSync),
  };
}
