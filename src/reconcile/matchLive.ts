import { addTo } from '../base/collections.ts';
import { suggest } from '../base/nearest.ts';
import { isSameId } from '../base/uuid.ts';
import { merge, type OptionRules, sameDesired, sharedConflict } from '../desired/merge.ts';
import type { Claim } from '../model/claim.ts';
import type { ConfigEntry, DesiredValue } from '../model/document.ts';
import type { ObservedOption } from '../model/fields/kind.ts';
import type { ObservedSync, ObservedTenant } from '../model/observed.ts';
import type { Located } from '../model/origin.ts';
import { withoutSecret } from '../model/secretSigns.ts';
import { isSelected, type SyncSelector, syncName } from '../model/syncName.ts';
import { equalValues, toWire } from '../model/value.ts';
import type { Code } from '../problems/codes.ts';
import type { Problem } from '../problems/problem.ts';
import type { DesiredOption, DesiredSync } from './desiredSync.ts';
import { ambiguousOption, ambiguousSync, mistyped, optionName, unknownSync } from './matchProblems.ts';

export type Matched = { readonly desired: readonly DesiredSync[]; readonly problems: readonly Problem[] };

/** Ties the claims on one tenant to its live syncs and options. Whatever does not fit exactly is a problem, never a guess. */
export function matchLive(tenant: ObservedTenant, claims: readonly Claim[]): Matched {
  const problems: Problem[] = [];
  const twins = twinsIn(tenant.syncs);
  const claimsBySync = new Map<ObservedSync, Claim[]>();
  for (const claim of claims) {
    const found = findSync(tenant, twins, claim.sync);
    if ('code' in found) problems.push(found);
    else addTo(claimsBySync, found, claim);
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
  twins: ReadonlySet<string>,
  { value: selector, origin }: Located<SyncSelector>,
): ObservedSync | Problem {
  const isMeant = (sync: ObservedSync) => isSelected(sync, selector);
  const only = onlyOne(tenant.syncs, isMeant);
  if (only && !twins.has(only.id)) return only;
  const matches = tenant.syncs.filter(only ? ({ id }) => id === only.id : isMeant);
  if (matches.length > 1) return ambiguousSync(tenant.name, selector, matches, origin);
  return unknownSync(tenant, selector, origin);
}

/** The identifiers that several syncs have. */
function twinsIn(syncs: readonly ObservedSync[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(syncs.flatMap(({ id }) => (seen.size === seen.add(id).size ? [id] : [])));
}

function onlyOne<T>(all: readonly T[], isMeant: (one: T) => boolean): T | undefined {
  const first = all.find(isMeant);
  return first === all.findLast(isMeant) ? first : undefined;
}

function bindSync(tenant: ObservedTenant, sync: ObservedSync, claims: readonly Claim[]) {
  const merged = merge(claims, optionsOf(sync));
  const problems = merged.unknown.map((entry) => noSuchOption(tenant.name, sync, entry));
  const options: DesiredOption[] = [];
  for (const { key: option, entry } of merged.options) {
    const fitted = fitValue(tenant, sync, option, entry.value);
    if ('code' in fitted) problems.push(fitted);
    else options.push(fitted);
  }
  problems.push(...merged.problems);
  const { origin, mode, scalars, suspension } = merged;
  return { desired: { sync, origin, mode, suspension, options, ...scalars }, problems };
}

function optionsOf(sync: ObservedSync): OptionRules<ObservedOption> {
  return {
    key: ({ option }) => findOption(sync, option.value),
    equal: ({ type }, a, b) => isSameValue(type, a, b),
  };
}

function isSameValue(type: string, a: DesiredValue, b: DesiredValue): boolean {
  return sameDesired(a, b, (one, other) => equalValues(type, one, other));
}

/** Undefined where there is none, or several. */
function findOption({ options }: ObservedSync, wanted: string): ObservedOption | undefined {
  const only = onlyOne(options, (option) => isCalled(option, wanted));
  return only && onlyOne(options, ({ id }) => id === only.id);
}

function isCalled({ id, name }: ObservedOption, wanted: string): boolean {
  return name === wanted || isSameId(wanted, id);
}

function noSuchOption(
  tenant: string,
  sync: ObservedSync,
  { option: { value: wanted, origin }, value: { value } }: ConfigEntry,
): Problem {
  const of = `${syncName(sync)} of ${tenant}`;
  const called = sync.options.filter((option) => isCalled(option, wanted));
  const matches = called.length === 1 ? sync.options.filter(({ id }) => id === called[0]!.id) : called;
  if (matches.length > 1) return ambiguousOption(of, wanted, matches, origin);
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
  wanted: Located<DesiredValue>,
): DesiredOption | Problem {
  const { value, origin } = wanted;
  if (value.kind === 'secret') return { option, value: wanted };
  if (value.text === null) {
    const refused = refuseNull(tenant, option);
    if (!refused) return { option, value: wanted };
    const { code, why, hint } = refused;
    return { code, message: `${optionName(tenant.name, sync, option)} ${why}`, hint, origin };
  }
  const fitted = toWire(option.type, value.text);
  if (!fitted.ok) return mistyped(optionName(tenant.name, sync, option), option, fitted.why, origin);
  if (fitted.value === value.text) return { option, value: wanted };
  return { option, value: { value: { kind: 'plain', text: fitted.value }, origin } };
}

type Refused = { readonly code: Code; readonly why: string; readonly hint: string };

function refuseNull({ acceptsNull }: ObservedTenant, { required }: ObservedOption): Refused | undefined {
  if (required)
    return {
      code: 'required-null',
      why: 'is required and cannot be null',
      hint: 'give it a value, or leave it out to leave it alone',
    };
  if (acceptsNull) return undefined;
  return {
    code: 'null-not-supported',
    why: 'cannot be set to null over this API version',
    hint: 'null can be set from `api.version` 2.1 on; for an empty text write ""',
  };
}

function sharedOptionConflicts(tenant: string, desired: readonly DesiredSync[]): Problem[] {
  const problems: Problem[] = [];
  const firsts = new Map<string, DesiredOption>();
  for (const other of desired.flatMap((sync) => sync.options)) {
    const first = firsts.get(other.option.id);
    if (!first) firsts.set(other.option.id, other);
    else if (!isSameValue(other.option.type, first.value.value, other.value.value))
      problems.push(sharedConflict(tenant, asEntry(first), asEntry(other)));
  }
  return problems;
}

function asEntry({ option, value }: DesiredOption): ConfigEntry {
  return { option: { value: option.name, origin: value.origin }, value };
}
