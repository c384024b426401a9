import { canonicalId } from '../base/uuid.ts';
import type { Claim } from '../model/claim.ts';
import type { ConfigEntry, DesiredValue, WantedFields } from '../model/document.ts';
import { type ScalarName, type WantedScalars, wantedScalars } from '../model/fields/index.ts';
import type { Mode, Suspension } from '../model/mode.ts';
import { compareOrigins, type Located, type Origin, showOrigin } from '../model/origin.ts';
import { secretKey } from '../model/secret.ts';
import { mayBeEqual } from '../model/value.ts';
import type { Problem } from '../problems/problem.ts';

/** What all documents together ask of one sync of one tenant. `origin` is where the highest-ranking one names the sync. */
export type Merged<K> = {
  readonly tenant: string;
  readonly origin: Origin;
  readonly scalars: WantedScalars;
  readonly options: readonly { readonly key: K; readonly entry: ConfigEntry }[];
  /** Entries that have no key. */
  readonly unknown: readonly ConfigEntry[];
  readonly mode: Mode;
  readonly suspension: Suspension | undefined;
  readonly problems: readonly Problem[];
  readonly chains: Chains<K>;
};

/** A place that has a say about a field, the layer it stands in, and the claim that the layer belongs to. */
export type Contender<T> = { readonly said: T; readonly layer: WantedFields; readonly claim: Claim };

/** The place that wins a field, unless another of its rank is at odds with it, and all others that have a say. */
type Winner<T> = Contender<T> & { readonly others?: readonly Contender<T>[] | undefined };

/** Of each field all that has a say, the winner first. */
export type Chains<K> = {
  readonly scalars: ReadonlyMap<ScalarName, Winner<Located<unknown>>>;
  readonly options: ReadonlyMap<K, Winner<ConfigEntry>>;
};

export function chainOf<T>(winner: Winner<T> | undefined): readonly Contender<T>[] {
  return winner ? [winner, ...(winner.others ?? [])] : [];
}

/** What is known of the options: by the live state everything, offline only their spelling. */
export type OptionRules<K> = {
  /** One key for all spellings of an option. */
  readonly key: (entry: ConfigEntry) => K | undefined;
  readonly equal: (key: K, a: DesiredValue, b: DesiredValue) => boolean;
};

/**
 * Merges claims on one sync field by field: the highest rank wins, and two values of one rank are a problem. Any document
 * that suspends the sync or only observes it does so whatever its rank.
 */
export function merge<K>(claims: readonly Claim[], rules: OptionRules<K>): Merged<K> {
  const ordered = claims.length === 1 ? claims : [...claims].sort(byRank);
  const { tenant, sync } = ordered[0]!;
  const problems: Problem[] = [];
  const winners = new Map<ScalarName, Winner<Located<unknown>>>();
  const scalars = wantedScalars((name, { equal, show }) => {
    const winner = winnerOf(ordered, name);
    if (!winner) return undefined;
    winners.set(name, winner);
    const rival = rivalOf(winner, (a, b) => equal(a.value, b.value));
    if (!rival) return winner.said;
    problems.push(conflict(tenant, name, winner.said, rival.said, show));
    return undefined;
  });
  const unknown: ConfigEntry[] = [];
  const optionWinners = winnersOf(ordered, rules, unknown);
  const options: { readonly key: K; readonly entry: ConfigEntry }[] = [];
  for (const [key, winner] of optionWinners) {
    const entry = winner.said;
    const rival = rivalOf(winner, (a, b) => rules.equal(key, a.value.value, b.value.value));
    if (!rival) options.push({ key, entry });
    else problems.push(conflict(tenant, entry.option.value, entry.value, rival.said.value));
  }
  return {
    tenant,
    origin: sync.origin,
    scalars,
    options,
    unknown,
    mode: ordered.some(({ mode }) => mode?.value === 'observe') ? 'observe' : 'enforce',
    suspension: longestSuspension(ordered),
    problems,
    chains: { scalars: winners, options: optionWinners },
  };
}

function byRank(a: Claim, b: Claim): number {
  return b.rank - a.rank || compareOrigins(a.sync.origin, b.sync.origin);
}

/** `claims` begin with the highest rank. Within a document the last layer wins. */
function winnerOf(claims: readonly Claim[], name: ScalarName): Winner<Located<unknown>> | undefined {
  let winner: Adding<Located<unknown>> | undefined;
  for (const claim of claims) {
    for (let at = claim.layers.length - 1; at >= 0; at--) {
      const layer = claim.layers[at]!;
      const said = layer[name];
      if (said) winner = withContender(winner, said, layer, claim);
    }
  }
  return winner;
}

/** The same for options, each by its key. Entries without one are added to `unknown`. */
function winnersOf<K>(claims: readonly Claim[], { key }: OptionRules<K>, unknown: ConfigEntry[]) {
  const winners = new Map<K, Adding<ConfigEntry>>();
  for (const claim of claims) {
    for (let at = claim.layers.length - 1; at >= 0; at--) {
      const layer = claim.layers[at]!;
      for (const said of layer.configs) {
        const of = key(said);
        const winner = of === undefined ? undefined : winners.get(of);
        if (of === undefined) unknown.push(said);
        else if (winner) withContender(winner, said, layer, claim);
        else winners.set(of, withContender(undefined, said, layer, claim));
      }
    }
  }
  return winners;
}

type Adding<T> = Contender<T> & { others: Contender<T>[] | undefined };

/** Nearly always there is nobody else, so that a list is made only for those who are. */
function withContender<T>(
  winner: Adding<T> | undefined,
  said: T,
  layer: WantedFields,
  claim: Claim,
): Adding<T> {
  if (!winner) return { said, layer, claim, others: undefined };
  const one = { said, layer, claim };
  if (winner.others) winner.others.push(one);
  else winner.others = [one];
  return winner;
}

/** The first of the winner's rank that is at odds with it. What a document says in earlier layers counts no more. */
function rivalOf<T>(winner: Winner<T>, equal: (a: T, b: T) => boolean): Contender<T> | undefined {
  let last: Contender<T> = winner;
  for (const one of winner.others ?? []) {
    if (one.claim.rank !== winner.claim.rank) return undefined;
    if (one.claim !== last.claim) last = one;
    if (one.layer === last.layer && !equal(winner.said, one.said)) return one;
  }
  return undefined;
}

function longestSuspension(claims: readonly Claim[]): Suspension | undefined {
  let longest: Suspension | undefined;
  for (const { suspend } of claims)
    if (suspend && !(longest && endOf(longest) >= endOf(suspend.value))) longest = suspend.value;
  return longest;
}

function endOf({ until = Number.POSITIVE_INFINITY }: Suspension): number {
  return until;
}

/** The values are told where `show` may show them. */
function conflict<T>(
  tenant: string,
  field: string,
  one: Located<T>,
  other: Located<T>,
  show?: (value: T) => string,
): Problem {
  const values = show ? ` (\`${show(one.value)}\` here, \`${show(other.value)}\` there)` : '';
  return {
    code: 'conflict',
    message: `\`${field}\` has another value at ${showOrigin(other.origin)} for the same sync of ${tenant}${values}`,
    hint: 'keep one of the two, or let one name its tenants and the other select them by label or `all`',
    tenant,
    origin: one.origin,
    related: other.origin,
  };
}

/** Whether two places want the same: secrets where they come from one source, which nobody has to read for that. */
export function sameDesired(
  a: DesiredValue,
  b: DesiredValue,
  equal: (a: string | null, b: string | null) => boolean,
): boolean {
  if (a.kind === 'secret') return b.kind === 'secret' && secretKey(a) === secretKey(b);
  return b.kind === 'plain' && equal(a.text, b.text);
}

/** What is known of options without the live state. */
export const bySpelling: OptionRules<string> = {
  key: (entry) => canonicalId(entry.option.value),
  equal: (_key, a, b) => mayBeSame(a, b),
};

/** Whether two places may want the same, of whatever type the option is. */
export function mayBeSame(a: DesiredValue, b: DesiredValue): boolean {
  return sameDesired(a, b, mayBeEqual);
}

/** Two syncs of a tenant, one option: whoever is written last would win, at every pass anew. */
export function sharedConflict(tenant: string, one: ConfigEntry, other: ConfigEntry): Problem {
  return {
    code: 'shared-option',
    message: `\`${one.option.value}\` has another value at ${showOrigin(other.value.origin)}, but ${tenant} stores this option once for all syncs of the type`,
    hint: 'give it the same value in both documents, or leave it out of one',
    tenant,
    origin: one.value.origin,
    related: other.value.origin,
  };
}
