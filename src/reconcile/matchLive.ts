import { addAll, addTo } from '../base/collections.ts';
import { activeProblems } from '../desired/active.ts';
import {
  type Chains,
  type Merged,
  merge,
  type OptionRules,
  sameDesired,
  sharedConflict,
} from '../desired/merge.ts';
import { isWindow } from '../desired/windows.ts';
import type { Claim } from '../model/claim.ts';
import type { ConfigEntry, DesiredValue } from '../model/document.ts';
import type { ObservedOption } from '../model/fields/kind.ts';
import type { ObservedSync, ObservedTenant } from '../model/observed.ts';
import type { Located } from '../model/origin.ts';
import { withoutSecret } from '../model/secretSigns.ts';
import { type Called, createCalled, isSelected, type SyncSelector, syncName } from '../model/syncName.ts';
import { equalValues, toWire } from '../model/value.ts';
import { mostProblems, type Problem } from '../problems/problem.ts';
import type { DesiredOption, DesiredSync } from './desiredSync.ts';
import {
  ambiguousOption,
  ambiguousSync,
  mistyped,
  optionName,
  refuseNull,
  unknownSync,
  wayToOption,
} from './matchProblems.ts';

export type Matched = {
  readonly desired: readonly DesiredSync[];
  readonly problems: readonly Problem[];
  /** Syncs that a document may mean, but not one of them for sure. */
  readonly unsure: ReadonlySet<ObservedSync>;
};

/** Is shown the claims on one sync, and what they come to. */
export type OnMerged = (
  claims: readonly Claim[],
  rules: OptionRules<ObservedOption>,
  merged: Merged<ObservedOption>,
) => void;

/** Ties the claims on one tenant to its live syncs and options. Whatever does not fit exactly is a problem, never a guess. */
export function matchLive(tenant: ObservedTenant, claims: readonly Claim[], onMerged?: OnMerged): Matched {
  const { bySync, problems, unsure } = claimsBySync(tenant, claims);
  const desired: DesiredSync[] = [];
  for (const [sync, ofSync] of bySync) {
    const bound = bindSync(tenant, sync, ofSync, onMerged);
    desired.push(bound.desired);
    addAll(problems, bound.problems);
  }
  addAll(problems, sharedOptionConflicts(tenant.name, desired));
  return { desired, unsure, problems: problems.map((problem) => ({ ...problem, tenant: tenant.name })) };
}

/** Which claims are about which sync, and what is wrong with those that are about none. */
export function claimsBySync<C extends Pick<Claim, 'sync'>>(tenant: ObservedTenant, claims: readonly C[]) {
  const problems: Problem[] = [];
  const unsure = new Set<ObservedSync>();
  const bySync = new Map<ObservedSync, C[]>();
  const syncsOf = createCalled(tenant.syncs);
  for (const claim of claims) {
    const found = findSync(tenant, claim.sync, syncsOf, problems.length < mostProblems);
    if ('problem' in found) {
      problems.push(found.problem);
      for (const sync of found.matches) unsure.add(sync);
    } else addTo(bySync, found, claim);
  }
  return { bySync, problems, unsure };
}

function findSync(
  tenant: ObservedTenant,
  { value: selector, origin }: Located<SyncSelector>,
  syncsOf: Called<ObservedSync>,
  hasRoom: boolean,
): ObservedSync | { readonly problem: Problem; readonly matches: readonly ObservedSync[] } {
  const called = selector.kind === 'id' ? syncsOf.identified(selector.id) : syncsOf.named(selector.name);
  const isMeant = called.length === 1 && isSelected(called[0]!, selector);
  const meant = isMeant ? called : called.filter((sync) => isSelected(sync, selector));
  const matches = withTwins(meant, syncsOf);
  if (matches.length === 1) return matches[0]!;
  if (matches.length > 1) return { problem: ambiguousSync(tenant.name, selector, matches, origin), matches };
  const problem = unknownSync(hasRoom ? tenant : { ...tenant, syncs: [] }, selector, origin);
  return { problem: hasRoom ? problem : { ...problem, hint: 'see the first of these problems' }, matches };
}

/** Instead of only one, all that share its identifier: no request could tell them apart. */
function withTwins<T>(meant: readonly T[], { twinsOf }: Called<T>): readonly T[] {
  return meant.length === 1 ? twinsOf(meant[0]!) : meant;
}

function bindSync(
  tenant: ObservedTenant,
  sync: ObservedSync,
  claims: readonly Claim[],
  onMerged: OnMerged | undefined,
) {
  const called = createCalled(sync.options);
  const rules = rulesOf(called);
  const merged = merge(claims, rules);
  onMerged?.(claims, rules, merged);
  const problems = unknownOptions(tenant.name, sync, merged.unknown, called);
  const options: DesiredOption[] = [];
  for (const { key: option, entry } of merged.options) {
    const fitted = fitValue(tenant, sync, option, entry.value);
    if ('code' in fitted) problems.push(fitted);
    else options.push(fitted);
  }
  addAll(problems, merged.problems);
  const { origin, mode, scalars, suspension, chains } = merged;
  addAll(problems, activeProblems(tenant.name, sync, claims, suspension ? undefined : scalars.active));
  const hasWindows = claims.some((claim) => claim.windows);
  const windows = hasWindows ? windowsIn(chains) : undefined;
  return {
    desired: {
      sync,
      origin,
      mode,
      suspension,
      options,
      ...(windows && { windows }),
      ...(hasWindows && { edges: claims.flatMap((claim) => claim.windows ?? []) }),
      ...(problems.length > 0 && { unclear: true }),
      ...scalars,
    },
    problems,
  };
}

/** Of winners that stand in a window. */
function windowsIn({ scalars, options }: Chains<ObservedOption>): DesiredSync['windows'] {
  const winners = [...scalars, ...[...options].map(([{ id }, winner]) => [id, winner] as const)];
  const found = winners.flatMap(([key, { layer }]) => (isWindow(layer) ? [[key, layer] as const] : []));
  return found.length > 0 ? new Map(found) : undefined;
}

/** All that is known of a sync's options. */
export function optionRules({ options }: ObservedSync) {
  return rulesOf(createCalled(options));
}

function rulesOf(called: Called<ObservedOption>) {
  return {
    key: ({ option }: ConfigEntry) => findOption(called, option.value),
    equal: ({ type }: Pick<ObservedOption, 'type'>, a: DesiredValue, b: DesiredValue) =>
      isSameValue(type, a, b),
  };
}

function isSameValue(type: string, a: DesiredValue, b: DesiredValue): boolean {
  return sameDesired(a, b, (one, other) => equalValues(type, one, other));
}

/** Undefined where there is none, or several. */
function findOption(called: Called<ObservedOption>, wanted: string): ObservedOption | undefined {
  const [first, second] = optionsCalled(wanted, called);
  return second ? undefined : first;
}

function optionsCalled(wanted: string, called: Called<ObservedOption>): readonly ObservedOption[] {
  const named = called.named(wanted);
  const withId = called.withId(wanted);
  return withTwins(withId.length === 0 ? named : [...new Set([...named, ...withId])], called);
}

/** More than help are counted, since each is compared with all options there are. */
function unknownOptions(
  tenant: string,
  sync: ObservedSync,
  unknown: readonly ConfigEntry[],
  called: Called<ObservedOption>,
): Problem[] {
  const told = unknown.slice(0, mostProblems).map((entry) => noSuchOption(tenant, sync, entry, called));
  const more = unknown.length - told.length;
  if (more === 0) return told;
  const message = `${more} more options that ${syncName(sync)} of ${tenant} does not have`;
  return [...told, { code: 'more-problems', message, origin: unknown[told.length]!.option.origin }];
}

function noSuchOption(
  tenant: string,
  sync: ObservedSync,
  { option: { value: wanted, origin }, value: { value } }: ConfigEntry,
  called: Called<ObservedOption>,
): Problem {
  const of = `${syncName(sync)} of ${tenant}`;
  const matches = optionsCalled(wanted, called);
  if (matches.length > 1) return ambiguousOption(of, wanted, matches, origin);
  const names = sync.options.map((option) => option.name);
  return {
    code: 'unknown-option',
    message: `${of} has no option \`${withoutSecret(wanted, value.kind === 'secret' || value.text !== null)}\``,
    hint: wayToOption(wanted, names),
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

function sharedOptionConflicts(tenant: string, desired: readonly DesiredSync[]): Problem[] {
  const problems: Problem[] = [];
  const firsts = new Map<string, DesiredOption>();
  for (const { options } of desired)
    for (const other of options) {
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
