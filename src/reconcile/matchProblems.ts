import { didYouMean, list, suggest } from '../base/nearest.ts';
import { listed } from '../base/text/words.ts';
import type { ObservedOption } from '../model/fields/kind.ts';
import type { ObservedSync, ObservedTenant } from '../model/observed.ts';
import type { Origin } from '../model/origin.ts';
import { type SyncSelector, syncName } from '../model/syncName.ts';
import type { Code } from '../problems/codes.ts';
import type { Problem } from '../problems/problem.ts';

export function ambiguousSync(
  tenant: string,
  selector: SyncSelector,
  matches: readonly ObservedSync[],
  origin: Origin,
): Problem {
  const candidates = firstOf(matches, candidateName);
  const message = isOneId(matches)
    ? `${matches.length} syncs of ${tenant} have the identifier of the one ${showSelector(selector)}: ${candidates}`
    : `${matches.length} syncs of ${tenant} are ${showSelector(selector)}: ${candidates}`;
  return { code: 'ambiguous-sync', message, hint: wayToTellApart(selector, matches), origin };
}

function wayToTellApart(selector: SyncSelector, matches: readonly ObservedSync[]): string {
  if (isOneId(matches)) return inseparable;
  const isByChannel = selector.kind === 'name' && selector.salesChannel === undefined;
  const hasChannels = new Set(matches.map(({ salesChannel }) => salesChannel)).size > 1;
  const way =
    isByChannel && hasChannels ? 'add `salesChannel:`, or name the one by `id:`' : 'name the one by `id:`';
  return `one more made in Wawi? Then ${way}`;
}

const inseparable = 'no request could tell them apart: they can only be set in Wawi';

function isOneId(matches: readonly { readonly id: string }[]): boolean {
  return matches.every(({ id }) => id === matches[0]!.id);
}

export function ambiguousOption(
  of: string,
  wanted: string,
  matches: readonly ObservedOption[],
  origin: Origin,
): Problem {
  const candidates = firstOf(matches, (option) => `${option.name} ${option.id}`);
  const isOne = isOneId(matches);
  const message = isOne
    ? `${matches.length} options of ${of} have the identifier of \`${wanted}\`: ${candidates}`
    : `${matches.length} options of ${of} are called \`${wanted}\`: ${candidates}`;
  return {
    code: 'ambiguous-option',
    message,
    hint: isOne ? inseparable : 'one more of that name in Wawi? Then name the one by its identifier',
    origin,
  };
}

export function unknownSync(tenant: ObservedTenant, selector: SyncSelector, origin: Origin): Problem {
  const message = `${tenant.name} has no sync ${showSelector(selector)}`;
  const there = nearSyncs(tenant.syncs, selector);
  const removed = 'removed in Wawi? Then delete the document, or leave this tenant out of it';
  const hint = there.startsWith('did you mean') ? `${there} Or ${removed}` : `${removed}; ${there}`;
  return { code: 'unknown-sync', message, hint, origin };
}

export function wayToOption(wanted: string, names: readonly string[]): string {
  const meant = didYouMean(wanted, names);
  return (
    meant ?? `renamed in Wawi? Then use its new name; gone? Then remove the line; ${suggest(wanted, names)}`
  );
}

function nearSyncs(syncs: readonly ObservedSync[], selector: SyncSelector): string {
  if (selector.kind === 'id') return `there is ${firstOf(syncs, candidateName) || 'none'}`;
  const sameName = syncs.filter((sync) => sync.name === selector.name);
  if (sameName.length === 0) return suggest(selector.name, [...new Set(syncs.map((sync) => sync.name))]);
  const channels = sameName.flatMap((sync) => sync.salesChannel ?? sync.salesChannelId ?? []);
  if (channels.length === 0)
    return `its \`${selector.name}\` has no sales channel: leave \`salesChannel\` out`;
  return (
    didYouMean(selector.salesChannel ?? '', channels) ??
    `on another sales channel now? There is ${list(channels)}`
  );
}

function showSelector(selector: SyncSelector): string {
  if (selector.kind === 'id') return `with the id \`${selector.id}\``;
  const channel =
    selector.salesChannel === undefined ? '' : ` on the sales channel \`${selector.salesChannel}\``;
  return `called \`${selector.name}\`${channel}`;
}

/** As many as help: where nothing fits, each document more would else list every sync once more. */
function firstOf<T>(all: readonly T[], name: (one: T) => string): string {
  return listed(all.map(name), 10);
}

function candidateName(sync: ObservedSync): string {
  return `${syncName(sync)} ${sync.id}`;
}

/** An option as problems call it. */
export function optionName(tenant: string, sync: ObservedSync, { name }: ObservedOption): string {
  return `\`${name}\` of ${syncName(sync)} on ${tenant}`;
}

/** The value itself is not shown: it may be a secret that somebody wrote in clear. */
export function mistyped(of: string, option: ObservedOption, reason: string, origin: Origin): Problem {
  return { code: 'mistyped', message: `${of} has the type ${option.type}, which ${reason}`, origin };
}

type Refused = { readonly code: Code; readonly why: string; readonly hint: string };

export function refuseNull(
  { acceptsNull }: ObservedTenant,
  { required }: ObservedOption,
): Refused | undefined {
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
    hint: 'null can be set from `api.version` 2.1 on, with `auto` once that was found; for an empty text write ""',
  };
}
