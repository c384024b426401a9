import { groupBy, isUuid, sharedConflict } from './conflicts.ts';
import type { Duration } from './duration.ts';
import { merge, type OptionRules, sameSecret } from './merge.ts';
import type {
  ConfigEntry,
  DesiredValue,
  Located,
  Mode,
  ObservedOption,
  ObservedSync,
  Origin,
  Problem,
  Suspension,
  SyncSelector,
} from './model.ts';
import { type Claim, suggest } from './resolve.ts';
import { withoutSecret } from './secret.ts';
import { equalValues, toWire } from './value.ts';

/** Soll for one sync that the ERP has: every wish tied to the thing it is about, and known to be one its type can hold. */
export type DesiredSync = {
  readonly sync: ObservedSync;
  readonly origin: Origin;
  readonly mode: Mode;
  readonly suspension?: Suspension;
  readonly interval?: Located<Duration>;
  readonly options: readonly DesiredOption[];
};

/** A plain value stands in the spelling to send. A secret's is checked once it has been read. */
export type DesiredOption = { readonly option: ObservedOption; readonly value: Located<DesiredValue> };

/** One tenant as it is. `acceptsNull`: whether its API generation can set a value to null. */
export type ObservedTenant = {
  readonly name: string;
  readonly syncs: readonly ObservedSync[];
  readonly acceptsNull: boolean;
};

export type Bound = { readonly desired: readonly DesiredSync[]; readonly problems: readonly Problem[] };

/** Ties the claims on one tenant to its live syncs and options. Whatever does not fit exactly is a problem, never a guess. */
export function bind(tenant: ObservedTenant, claims: readonly Claim[]): Bound {
  const problems: Problem[] = [];
  const claimsBySync = new Map<ObservedSync, Claim[]>();
  for (const claim of claims) {
    const found = findSync(tenant, claim.sync);
    if ('code' in found) problems.push(found);
    else claimsBySync.set(found, [...(claimsBySync.get(found) ?? []), claim]);
  }
  const desired: DesiredSync[] = [];
  for (const [sync, ofSync] of claimsBySync) {
    const bound = bindSync(tenant, sync, ofSync);
    desired.push(bound.desired);
    problems.push(...bound.problems);
  }
  problems.push(...sharedOptionConflicts(tenant.name, desired));
  return { desired, problems };
}

function findSync(
  tenant: ObservedTenant,
  { value: selector, origin }: Located<SyncSelector>,
): ObservedSync | Problem {
  const matches = tenant.syncs.filter((sync) => matchesSync(selector, sync));
  if (matches.length === 1) return matches[0]!;
  if (matches.length > 1) return ambiguousSync(tenant.name, selector, matches, origin);
  return unknownSync(tenant, selector, origin);
}

function matchesSync(selector: SyncSelector, sync: ObservedSync): boolean {
  if (selector.kind === 'id') return sameId(selector.id, sync.id);
  if (selector.name !== sync.name) return false;
  const { salesChannel } = selector;
  return (
    salesChannel === undefined || salesChannel === sync.salesChannel || salesChannel === sync.salesChannelId
  );
}

/** Identifiers are compared as such: a uuid means the same in capitals. */
function sameId(a: string, b: string): boolean {
  return a === b || (isUuid(a) && a.toLowerCase() === b.toLowerCase());
}

function ambiguousSync(
  tenant: string,
  selector: SyncSelector,
  matches: readonly ObservedSync[],
  origin: Origin,
): Problem {
  return {
    code: 'ambiguous-sync',
    message: `${matches.length} syncs of ${tenant} are ${showSelector(selector)}: ${matches.map(candidateName).join(', ')}`,
    hint: 'add `salesChannel:`, or name the one by `id:`',
    origin,
  };
}

function unknownSync(tenant: ObservedTenant, selector: SyncSelector, origin: Origin): Problem {
  const message = `${tenant.name} has no sync ${showSelector(selector)}`;
  return { code: 'unknown-sync', message, hint: nearSyncs(tenant.syncs, selector), origin };
}

function nearSyncs(syncs: readonly ObservedSync[], selector: SyncSelector): string {
  if (selector.kind === 'id') return `there is ${syncs.map(candidateName).join(', ') || 'none'}`;
  const sameName = syncs.filter((sync) => sync.name === selector.name);
  if (sameName.length === 0) return suggest(selector.name, [...new Set(syncs.map((sync) => sync.name))]);
  const channels = sameName.flatMap((sync) => sync.salesChannel ?? sync.salesChannelId ?? []);
  if (channels.length === 0)
    return `its \`${selector.name}\` has no sales channel: leave \`salesChannel\` out`;
  return suggest(selector.salesChannel ?? '', channels);
}

function showSelector(selector: SyncSelector): string {
  if (selector.kind === 'id') return `with the id \`${selector.id}\``;
  const channel =
    selector.salesChannel === undefined ? '' : ` on the sales channel \`${selector.salesChannel}\``;
  return `called \`${selector.name}\`${channel}`;
}

/** `Ebay (Shop)`, the way a sync is called wherever people read of it. */
export function syncName(sync: { readonly name: string; readonly salesChannel: string | null }): string {
  return sync.salesChannel === null || sync.salesChannel === ''
    ? sync.name
    : `${sync.name} (${sync.salesChannel})`;
}

function candidateName(sync: ObservedSync): string {
  return `${syncName(sync)} ${sync.id}`;
}

function bindSync(tenant: ObservedTenant, sync: ObservedSync, claims: readonly Claim[]) {
  const problems: Problem[] = [];
  const bound = new Map<ConfigEntry, ObservedOption>();
  for (const entry of claims.flatMap((claim) => claim.layers.flatMap((layer) => layer.configs))) {
    const found = findOption(tenant.name, sync, entry);
    if ('code' in found) problems.push(found);
    else bound.set(entry, found);
  }
  const merged = merge(claims, byOption(sync, bound));
  const options: DesiredOption[] = [];
  for (const entry of merged.options.values()) {
    const fitted = fitValue(tenant, sync, bound.get(entry)!, entry.value);
    if ('code' in fitted) problems.push(fitted);
    else options.push(fitted);
  }
  const { origin, mode, interval, suspension } = merged;
  const desired: DesiredSync = {
    sync,
    origin,
    mode,
    options,
    ...(interval && { interval }),
    ...(suspension && { suspension }),
  };
  return { desired, problems: [...problems, ...merged.problems] };
}

function byOption(sync: ObservedSync, bound: ReadonlyMap<ConfigEntry, ObservedOption>): OptionRules {
  const types = new Map(sync.options.map((option) => [option.id, option.type]));
  return {
    key: (entry) => bound.get(entry)?.id,
    equal: (id, a, b) => sameDesired(types.get(id) ?? '', a, b),
  };
}

function sameDesired(type: string, a: DesiredValue, b: DesiredValue): boolean {
  if (a.kind === 'secret') return b.kind === 'secret' && sameSecret(a, b);
  return b.kind === 'plain' && equalValues(type, a.text, b.text);
}

function findOption(
  tenant: string,
  sync: ObservedSync,
  { option: { value: wanted, origin }, value: { value } }: ConfigEntry,
): ObservedOption | Problem {
  const matches = sync.options.filter((option) => option.name === wanted || sameId(wanted, option.id));
  if (matches.length === 1) return matches[0]!;
  const of = `${syncName(sync)} of ${tenant}`;
  if (matches.length > 1) {
    const candidates = matches.map((option) => `${option.name} ${option.id}`).join(', ');
    const message = `${matches.length} options of ${of} are called \`${wanted}\`: ${candidates}`;
    return { code: 'ambiguous-option', message, hint: 'name the one by its identifier', origin };
  }
  const names = sync.options.map((option) => option.name);
  return {
    code: 'unknown-option',
    message: `${of} has no option \`${withoutSecret(wanted, value.kind === 'secret' || value.text !== null)}\``,
    hint: suggest(wanted, names),
    origin,
  };
}

/** The value as it is sent, or why the option cannot hold it. */
function fitValue(
  tenant: ObservedTenant,
  sync: ObservedSync,
  option: ObservedOption,
  { value, origin }: Located<DesiredValue>,
): DesiredOption | Problem {
  if (value.kind === 'secret') return { option, value: { value, origin } };
  const of = `\`${option.name}\` of ${syncName(sync)} on ${tenant.name}`;
  if (value.text === null) {
    if (option.required)
      return {
        code: 'required-null',
        message: `${of} is required and cannot be null`,
        hint: 'give it a value, or leave it out to leave it alone',
        origin,
      };
    if (!tenant.acceptsNull)
      return {
        code: 'null-not-supported',
        message: `${of} cannot be set to null over this API version`,
        hint: 'null can be set from `api.version` 2.1 on; for an empty text write ""',
        origin,
      };
    return { option, value: { value, origin } };
  }
  const fitted = toWire(option.type, value.text);
  if ('reason' in fitted) return mistyped(of, option, fitted.reason, origin);
  return { option, value: { value: { kind: 'plain', text: fitted.wire }, origin } };
}

/** The value itself is not shown: it may be a secret that somebody wrote in clear. */
export function mistyped(of: string, option: ObservedOption, reason: string, origin: Origin): Problem {
  return { code: 'mistyped', message: `${of} has the type ${option.type}, which ${reason}`, origin };
}

function sharedOptionConflicts(tenant: string, desired: readonly DesiredSync[]): Problem[] {
  const all = desired.flatMap((sync) => sync.options);
  return [...groupBy(all, (one) => one.option.id)].flatMap(([, [first, ...rest]]) =>
    rest
      .filter((other) => !sameDesired(other.option.type, first!.value.value, other.value.value))
      .map((other) => sharedConflict(tenant, asEntry(first!), asEntry(other))),
  );
}

function asEntry({ option, value }: DesiredOption): ConfigEntry {
  return { option: { value: option.name, origin: value.origin }, value };
}
