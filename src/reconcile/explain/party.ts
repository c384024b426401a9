import type { Calendar } from '../../base/calendar.ts';
import { getOrAdd, groupBy } from '../../base/collections.ts';
import { canonicalId, isSameId, isUuid } from '../../base/uuid.ts';

import { bySpelling, type OptionRules } from '../../desired/merge.ts';
import { askedBy } from '../../desired/resolve.ts';
import type { Moment } from '../../desired/windows.ts';
import type { Claim } from '../../model/claim.ts';
import type { SyncDocument } from '../../model/document.ts';
import type { ObservedOption } from '../../model/fields/kind.ts';
import type { ObservedSync, ObservedTenant } from '../../model/observed.ts';
import type { SyncSelector } from '../../model/syncName.ts';
import { claimsBySync, optionRules } from '../matchLive.ts';
import type { DocumentedSync } from './explained.ts';

/** An option as the ERP has it, or offline as documents call it. */
export type OptionRef = Pick<ObservedOption, 'id' | 'name' | 'type'>;

/** A sync, and the documents that are about it on one tenant. */
export type Party = {
  readonly sync: DocumentedSync;
  readonly documents: readonly SyncDocument[];
  readonly rules: OptionRules<OptionRef>;
};

/** What documents ask of a tenant for which they hold. */
export function claimsOf(
  documents: readonly SyncDocument[],
  tenant: string,
  moment: Moment,
  calendar: Calendar,
): readonly Claim[] {
  return documents.map((document) => ({ tenant, ...askedBy(document, moment, calendar) }));
}

/** A sync that the ERP has, and the others of its tenant that documents are about. */
export function liveParties(
  tenant: ObservedTenant,
  sync: ObservedSync,
  documents: readonly SyncDocument[],
): readonly [own: Party, ...others: Party[]] {
  const { bySync } = claimsBySync(tenant, documents);
  const partyOf = (one: ObservedSync): Party => ({
    sync: { id: one.id, name: one.name, salesChannel: one.salesChannel },
    documents: bySync.get(one) ?? [],
    rules: optionRules(one),
  });
  return [partyOf(sync), ...[...bySync.keys()].filter((one) => one !== sync).map(partyOf)];
}

/** The same of a sync that documents name. Of others only the options that are named by identifier are known to be shared. */
export function documentedParties(
  sync: DocumentedSync,
  documents: readonly SyncDocument[],
): readonly [own: Party, ...others: Party[]] {
  const rules = spelledOptions();
  const isOwn = (document: SyncDocument) => isMeant(document.sync.value, sync);
  const others = groupBy(
    documents.filter((document) => !isOwn(document)),
    ({ sync: { value } }) => JSON.stringify(calledIn(value)),
  );
  const party = (one: DocumentedSync, of: readonly SyncDocument[]) => ({ sync: one, documents: of, rules });
  return [
    party(sync, documents.filter(isOwn)),
    ...[...others.values()].map((of) => party(calledIn(of[0]!.sync.value), of)),
  ];
}

function calledIn(selector: SyncSelector): DocumentedSync {
  if (selector.kind === 'id') return { id: canonicalId(selector.id), name: '', salesChannel: null };
  return { id: '', name: selector.name, salesChannel: selector.salesChannel ?? null };
}

/** A bare name means the one with a sales channel too. */
function isMeant(selector: SyncSelector, { id, name, salesChannel }: DocumentedSync): boolean {
  if (selector.kind === 'id') return isSameId(selector.id, id);
  return selector.name === name && [undefined, salesChannel].includes(selector.salesChannel);
}

function spelledOptions(): OptionRules<OptionRef> {
  const known = new Map<string, OptionRef>();
  return {
    key(entry) {
      const spelled = bySpelling.key(entry)!;
      return getOrAdd(known, spelled, () => ({
        id: isUuid(spelled) ? spelled : '',
        name: spelled,
        type: '',
      }));
    },
    equal: ({ name }, a, b) => bySpelling.equal(name, a, b),
  };
}
