import { readJson } from '../../http/json.ts';
import { healthOf, readInstant, type WorkerStatus } from '../../model/health.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { lacks, type Unusable } from './syncs.ts';

/** The answer to a question for the workers' status. */
export function readStatuses(
  body: Uint8Array,
  dialect: Dialect,
): { readonly statuses: readonly WorkerStatus[] } | Unusable {
  const json = readJson(body);
  if ('instead' in json) return { unusable: `${json.instead} instead of a list of statuses` };
  if (!Array.isArray(json.value)) return { unusable: 'JSON that is no list of statuses' };
  const statuses: WorkerStatus[] = [];
  for (const [index, value] of json.value.entries()) {
    if (!dialect.isStatus(value)) {
      const place = `status ${index + 1} of ${json.value.length}`;
      return { unusable: `${place} ${lacks(dialect.isStatus.errors![0]!)}` };
    }
    statuses.push(readStatus(value, dialect));
  }
  return { statuses };
}

function readStatus(checked: unknown, dialect: Dialect): WorkerStatus {
  const { identifier, state, lastSync, nextSync } = dialect.toStatus(checked);
  return {
    id: String(identifier),
    health: healthOf(state),
    lastSync: readInstant(lastSync),
    nextSync: readInstant(nextSync),
  };
}
