import type { Claim } from '../model/claim.ts';
import type { ConfigEntry, DesiredValue, WantedFields } from '../model/document.ts';
import { type WantedScalars, wantedScalars } from '../model/fields/index.ts';
import type { Mode, Suspension } from '../model/mode.ts';
import { compareOrigins, type Located, type Origin, showOrigin } from '../model/origin.ts';
import { secretKey } from '../model/secret.ts';
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
};

/** What is known of the options: by the live state everything, offline only their spelling. */
export type OptionRules<K> = {
  /** One key for all spellings of an option. */
  readonly key: (entry: ConfigEntry) => K | undefined;
  readonly equal: (key: K, a: DesiredValue, b: DesiredValue) => boolean;
};

/** Merges claims on one sync field by field: the highest rank wins, and two values of one rank are a problem. */
export function merge<K>(claims: readonly Claim[], rules: OptionRules<K>): Merged<K> {
  const ordered = [...claims].sort(byRank);
  const { tenant, sync } = ordered[0]!;
  const problems: Problem[] = [];
  const settle = <T>(field: string, { read, equal, show }: Settled<T>): Located<T> | undefined => {
    const holder = ordered.find(read);
    if (!holder) return undefined;
    const winner = read(holder)!;
    const rival = ordered.find(
      (claim) => claim.rank === holder.rank && !equal((read(claim) ?? winner).value, winner.value),
    );
    if (!rival) return winner;
    problems.push(conflict(tenant, field, winner, read(rival)!, show));
    return undefined;
  };
  const scalars = wantedScalars((name, { equal, show }) =>
    settle(name, { read: ({ layers }) => layers.findLast((layer) => layer[name])?.[name], equal, show }),
  );
  const mode = settle('mode', modes);
  const suspend = settle('suspend', suspensions);
  const unknown: ConfigEntry[] = [];
  const options: Contender<K>[] = [];
  for (const contender of contendersOf(ordered, rules, unknown).values()) {
    const { entry, rival } = contender;
    if (!rival) options.push(contender);
    else problems.push(conflict(tenant, entry.option.value, entry.value, rival.value));
  }
  return {
    tenant,
    origin: sync.origin,
    scalars,
    options,
    unknown,
    mode: mode?.value ?? 'enforce',
    suspension: suspend?.value,
    problems,
  };
}

function byRank(a: Claim, b: Claim): number {
  return b.rank - a.rank || compareOrigins(a.sync.origin, b.sync.origin);
}

/** A field of which each claim has one value at most. */
type Settled<T> = {
  readonly read: (claim: Claim) => Located<T> | undefined;
  readonly equal: (a: T, b: T) => boolean;
  /** In the words of a problem. */
  readonly show: (value: T) => string | undefined;
};

const modes: Settled<Mode> = { read: (claim) => claim.mode, equal: (a, b) => a === b, show: String };

const suspensions: Settled<Suspension> = {
  read: (claim) => claim.suspend,
  equal: (a, b) => a.reason === b.reason && a.until === b.until,
  show: ({ reason }) => reason,
};

/** The values are told where `show` may show them. */
function conflict<T>(
  tenant: string,
  field: string,
  one: Located<T>,
  other: Located<T>,
  show?: Settled<T>['show'],
): Problem {
  const [here, there] = [show?.(one.value), show?.(other.value)];
  const values = here === undefined ? '' : ` (\`${here}\` here, \`${there}\` there)`;
  return {
    code: 'conflict',
    message: `\`${field}\` has another value at ${showOrigin(other.origin)} for the same sync of ${tenant}${values}`,
    hint: 'keep one of the two, or let one name its tenants and the other select them by label or `all`',
    origin: one.origin,
    related: other.origin,
  };
}

/** The entry that wins an option unless another of its rank, the rival, is at odds with it. */
type Contender<K> = {
  readonly key: K;
  readonly entry: ConfigEntry;
  readonly rank: number;
  rival: ConfigEntry | undefined;
};

/** `claims` begin with the highest rank. Entries without a key are added to `unknown`. */
function contendersOf<K>(
  claims: readonly Claim[],
  rules: OptionRules<K>,
  unknown: ConfigEntry[],
): ReadonlyMap<K, Contender<K>> {
  const all = new Map<K, Contender<K>>();
  for (const claim of claims) {
    for (const entry of lastWords(claim, rules)) {
      const key = rules.key(entry);
      const first = key && all.get(key);
      if (key === undefined) unknown.push(entry);
      else if (!first) all.set(key, { key, entry, rank: claim.rank, rival: undefined });
      else if (first.rank === claim.rank && !rules.equal(key, first.entry.value.value, entry.value.value))
        first.rival ??= entry;
    }
  }
  return all;
}

/** Of each option the entries in the last layer that holds it, and all that have no key. */
function lastWords<K>({ layers }: Claim, { key }: OptionRules<K>): readonly ConfigEntry[] {
  if (layers.length === 1) return layers[0]!.configs;
  const last = new Map<K | undefined, WantedFields>();
  for (const layer of layers) for (const entry of layer.configs) last.set(key(entry), layer);
  const isLast = (layer: WantedFields, of: K | undefined) => of === undefined || last.get(of) === layer;
  return layers.flatMap((layer) => layer.configs.filter((entry) => isLast(layer, key(entry))));
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

/** Two syncs of a tenant, one option: whoever is written last would win, at every pass anew. */
export function sharedConflict(tenant: string, one: ConfigEntry, other: ConfigEntry): Problem {
  return {
    code: 'shared-option',
    message: `\`${one.option.value}\` has another value at ${showOrigin(other.value.origin)}, but ${tenant} stores this option once for all syncs of the type`,
    hint: 'give it the same value in both documents, or leave it out of one',
    origin: one.value.origin,
    related: other.value.origin,
  };
}
