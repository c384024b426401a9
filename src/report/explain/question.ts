import { didYouMean, suggest } from '../../base/nearest.ts';
import { printable } from '../../base/printable.ts';
import { normalized } from '../../base/text/characters.ts';
import { foldId } from '../../base/uuid.ts';
import type { Claim } from '../../model/claim.ts';
import { isSyncCalled, type SyncSelector, syncName } from '../../model/syncName.ts';
import type { Problem } from '../../problems/problem.ts';
import type { DocumentedSync, ExplainedField } from '../../reconcile/explain/explained.ts';

/** What is to be explained, in the words of whoever asks. */
export type ExplainQuestion = {
  /** Absent: all tenants that have the sync. */
  readonly tenant?: string;
  /** A name, `Name (Channel)` or an identifier; absent: all that a tenant has. */
  readonly sync?: string;
  /** `interval`, `active`, or the name or identifier of an option; absent: all. */
  readonly field?: string;
  /** So far ahead all that the clock changes is told, in milliseconds. */
  readonly ahead?: number;
};

/** `[TENANT/]SYNC`: the tenant ends at the first `/`. Undefined where the one or the other is empty. */
export function questionIn(text: string, field?: string): ExplainQuestion | undefined {
  const slash = text.indexOf('/');
  const [tenant, sync] = [text.slice(0, Math.max(0, slash)).trim(), text.slice(slash + 1).trim()];
  if (sync === '' || (slash >= 0 && tenant === '')) return undefined;
  return {
    ...(slash >= 0 && { tenant: normalized(tenant) }),
    sync: normalized(sync),
    ...(field !== undefined && { field: normalized(field) }),
  };
}

export function unknownTenant({ tenant, sync = 'SYNC' }: ExplainQuestion, known: readonly string[]): Problem {
  const slash = `${suggest(tenant!, known)}; of a sync whose name holds a / write TENANT/${tenant}/${sync}`;
  const hint = didYouMean(tenant!, known) ?? slash;
  return { code: 'unknown-tenant', message: `no tenant is called \`${tenant}\``, hint };
}

/** Those of a tenant's syncs that are called so: one, or why not. */
export function syncCalled<T extends DocumentedSync>(
  tenant: string,
  called: string,
  syncs: readonly T[],
): T | Problem | undefined {
  const matches = syncs.filter((sync) => isSyncCalled(sync, called));
  if (matches.length <= 1) return matches[0];
  const names = matches.map((sync) => `\`${printable(nameOf(sync, matches))}\``).join(', ');
  return {
    code: 'ambiguous-sync',
    tenant,
    message: `${tenant} has ${matches.length} syncs that are called \`${called}\``,
    hint: `say which: ${names}`,
  };
}

/** By which one of several is told from the others. */
function nameOf(sync: DocumentedSync, others: readonly DocumentedSync[]): string {
  const name = syncName(sync);
  return others.some((other) => other !== sync && syncName(other) === name) ? sync.id : name;
}

export function unknownSync(
  called: string,
  tenants: readonly string[],
  known: readonly DocumentedSync[],
  isOffline: boolean,
): Problem {
  const names = [...new Set(known.map((sync) => syncName(sync) || sync.id))];
  const [only, other] = tenants;
  const what = `sync that is called \`${called}\``;
  const where = other === undefined ? only : `any of ${tenants.length} tenants`;
  const has = other === undefined ? `${only} has no` : `none of ${tenants.length} tenants has a`;
  const message = isOffline ? `no document names a ${what} on ${where}` : `${has} ${what}`;
  const bare = known.map(({ name }) => name).filter((name) => name !== '');
  return { code: 'unknown-sync', message, hint: didYouMean(called, bare) ?? suggest(called, names) };
}

/** The syncs that claims on one tenant name, as they call them. */
export function documentedOn(claims: readonly Claim[]): readonly DocumentedSync[] {
  const selectors = claims.map(({ sync }) => sync.value);
  const all = selectors.map((selector) => documented(selector, selectors));
  return [...new Map(all.map((sync) => [JSON.stringify(sync), sync])).values()];
}

/** A name without a sales channel is that of the one with a channel, where there is one. */
function documented(selector: SyncSelector, all: readonly SyncSelector[]): DocumentedSync {
  if (selector.kind === 'id') return { id: foldId(selector.id), name: '', salesChannel: null };
  const { name, salesChannel } = selector;
  const channels = new Set(
    all.flatMap((one) => (one.kind === 'name' && one.name === name ? (one.salesChannel ?? []) : [])),
  );
  const [only] = channels;
  const meant = salesChannel ?? (channels.size === 1 ? only : undefined);
  return { id: '', name, salesChannel: meant ?? null };
}

/** Whether a field is meant: by its kind, or an option by its name or identifier. */
export function isFieldCalled({ field, option }: ExplainedField, called: string): boolean {
  if (!option) return field === called;
  return option.name === called || (option.id !== '' && foldId(option.id) === foldId(called));
}

export function unknownField(
  called: string,
  syncs: readonly { readonly fields: readonly ExplainedField[] }[],
): Problem {
  const names = new Set(
    syncs.flatMap(({ fields }) => fields.map(({ field, option }) => option?.name ?? field)),
  );
  const message = `the sync has no field that is called \`${called}\``;
  return { code: 'unknown-field', message, hint: suggest(called, [...names]) };
}
