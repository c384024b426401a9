import { type Duration, toShort } from './duration.ts';
import type {
  ConfigEntry,
  DesiredValue,
  Located,
  Mode,
  Origin,
  Problem,
  SecretRef,
  Suspension,
} from './model.ts';
import type { Claim } from './resolve.ts';

/** What all documents together ask of one sync of one tenant. `origin` is where the highest-ranking one names the sync. */
export type Merged = {
  readonly tenant: string;
  readonly origin: Origin;
  readonly interval?: Located<Duration>;
  /** By option key: see `OptionRules`. */
  readonly options: ReadonlyMap<string, ConfigEntry>;
  readonly mode: Mode;
  readonly suspension?: Suspension;
  readonly problems: readonly Problem[];
};

/** What is known of the options: by the live state everything, offline only their spelling. */
export type OptionRules = {
  /** One key for all spellings of an option, or undefined to leave the entry out (its problem is told elsewhere). */
  readonly key: (entry: ConfigEntry) => string | undefined;
  readonly equal: (key: string, a: DesiredValue, b: DesiredValue) => boolean;
};

/** Merges claims on one sync field by field: the highest rank wins, and two values of one rank are a problem. */
export function merge(claims: readonly Claim[], rules: OptionRules): Merged {
  const ordered = [...claims].sort((a, b) => b.rank - a.rank || compareOrigins(a.sync.origin, b.sync.origin));
  const first = ordered[0]!;
  const settle = createSettler(first);

  const interval = settle('interval', ordered.flatMap(intervalOf), (a, b) => a === b, toShort);
  const mode = settle(
    'mode',
    ordered.flatMap((claim) => candidate(claim, claim.mode)),
    (a, b) => a === b,
    String,
  );
  const suspend = settle(
    'suspend',
    ordered.flatMap((claim) => candidate(claim, claim.suspend)),
    sameSuspension,
    (s) => s.reason,
  );
  const options = new Map<string, ConfigEntry>();
  for (const [key, candidates] of optionsOf(ordered, rules)) {
    const name = candidates[0]!.value.option.value;
    const equal = (a: ConfigEntry, b: ConfigEntry) => rules.equal(key, a.value.value, b.value.value);
    const winner = settle(name, candidates, equal, () => undefined);
    if (winner) options.set(key, winner.value);
  }
  return {
    tenant: first.tenant,
    origin: first.sync.origin,
    options,
    mode: mode?.value ?? 'enforce',
    ...(interval && { interval }),
    ...(suspend && { suspension: suspend.value }),
    problems: settle.problems,
  };
}

type Candidate<T> = Located<T> & { readonly rank: number };

/** Picks the winner of one field; where the two best disagree it notes a problem instead of picking. */
function createSettler(first: Claim) {
  const problems: Problem[] = [];
  const settle = <T>(
    field: string,
    candidates: readonly Candidate<T>[],
    equal: (a: T, b: T) => boolean,
    show: (value: T) => string | undefined,
  ): Located<T> | undefined => {
    if (candidates.length < 2) return candidates[0];
    const best = candidates.filter((one) => one.rank === candidates[0]!.rank);
    const winner = best[0];
    const rival = winner && best.find((one) => !equal(one.value, winner.value));
    if (rival) problems.push(conflict(first.tenant, field, winner, rival, show));
    return rival ? undefined : winner;
  };
  return Object.assign(settle, { problems: problems as readonly Problem[] });
}

function conflict<T>(
  tenant: string,
  field: string,
  one: Located<T>,
  other: Located<T>,
  show: (value: T) => string | undefined,
): Problem {
  const values =
    show(one.value) === undefined ? '' : ` (\`${show(one.value)}\` here, \`${show(other.value)}\` there)`;
  return {
    code: 'conflict',
    message: `\`${field}\` has another value at ${showOrigin(other.origin)} for the same sync of ${tenant}${values}`,
    hint: 'keep one of the two, or let one name its tenants and the other select them by label or `all`',
    origin: one.origin,
    related: other.origin,
  };
}

function candidate<T>(claim: Claim, located: Located<T> | undefined): Candidate<T>[] {
  return located ? [{ ...located, rank: claim.rank }] : [];
}

function intervalOf(claim: Claim): Candidate<Duration>[] {
  return candidate(claim, claim.layers.findLast((layer) => layer.interval)?.interval);
}

/** Every entry that has a say, by option key: of each claim those of the last layer that holds the option. */
function optionsOf(claims: readonly Claim[], rules: OptionRules): Map<string, Candidate<ConfigEntry>[]> {
  const all = new Map<string, Candidate<ConfigEntry>[]>();
  for (const claim of claims) {
    for (const [key, entries] of lastLayers(claim, rules)) {
      const candidates = entries.map((entry) => ({
        value: entry,
        origin: entry.value.origin,
        rank: claim.rank,
      }));
      const others = all.get(key);
      all.set(key, others ? [...others, ...candidates] : candidates);
    }
  }
  return all;
}

function lastLayers({ layers }: Claim, rules: OptionRules): Map<string, ConfigEntry[]> {
  const [last, ...later] = layers.map((layer) => byKey(layer.configs, rules));
  for (const layer of later) for (const [key, entries] of layer) last!.set(key, entries);
  return last!;
}

function byKey(entries: readonly ConfigEntry[], rules: OptionRules): Map<string, ConfigEntry[]> {
  const groups = new Map<string, ConfigEntry[]>();
  for (const entry of entries) {
    const key = rules.key(entry);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

function sameSuspension(a: Suspension, b: Suspension): boolean {
  return a.reason === b.reason && a.until === b.until;
}

/** Whether two references lead to the same secret; the secrets themselves are not looked at. */
export function sameSecret(
  a: { readonly ref: SecretRef; readonly folder: string },
  b: { readonly ref: SecretRef; readonly folder: string },
): boolean {
  if ('env' in a.ref) return 'env' in b.ref && a.ref.env === b.ref.env;
  return 'file' in b.ref && a.ref.file === b.ref.file && a.folder === b.folder;
}

export function showOrigin({ file, line, column }: Origin): string {
  return `${file}:${line}:${column}`;
}

export function compareOrigins(a: Origin, b: Origin): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
