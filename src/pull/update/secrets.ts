import { getOrAdd, groupBy } from '../../base/collections.ts';
import { foldId } from '../../base/uuid.ts';
import type { SyncDocument } from '../../model/document.ts';
import type { ObservedTenant } from '../../model/observed.ts';
import type { Origin } from '../../model/origin.ts';
import { whySecret } from '../documentValue.ts';
import type { WhySecret } from './reason.ts';

/** What any sync of any tenant calls an option makes it a secret wherever its identifier stands. */
export function createWhySecret(tenants: readonly ObservedTenant[], patterns: readonly string[]): WhySecret {
  const names = new Map<string, Set<string>>();
  for (const { id, name } of tenants.flatMap(({ syncs }) => syncs.flatMap((sync) => sync.options))) {
    getOrAdd(names, foldId(id), () => new Set()).add(name);
  }
  return (option) => whySecret([option, ...(names.get(foldId(option)) ?? [])], patterns);
}

/** By file, the places of what stands in clear and may be a secret. */
export function secretPlaces(
  documents: readonly SyncDocument[],
  why: WhySecret,
): ReadonlyMap<string, readonly Origin[]> {
  const entries = documents.flatMap((one) => [one, ...one.windows].flatMap(({ configs }) => configs));
  const secrets = entries
    .filter(({ option, value }) => value.value.kind === 'plain' && why(option.value) !== undefined)
    .map(({ value }) => value.origin);
  return groupBy(secrets, ({ file }) => file);
}
