import { ok, type Result } from '../../base/result.ts';
import type { WorkerStatusItem } from '../../generated/workerStatusItem.ts';
import { healthOf, readInstant, type WorkerStatus } from '../../model/health.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { readList } from './list.ts';

/** The answer to a question for the workers' status. */
export function readStatuses(body: Uint8Array, dialect: Dialect): Result<readonly WorkerStatus[]> {
  return readList<WorkerStatus>(body, { one: 'status', many: 'statuses' }, (value) => {
    const read = dialect.readStatus(value);
    return read.ok ? ok(toStatus(read.value)) : read;
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
