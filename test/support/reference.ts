import fc from 'fast-check';
import type { Tenant } from '../../src/model/document.ts';

/**
 * Soll, worked out slowly: what a tree wants, by the words of the README alone. It shares no code with the product, and
 * knows windows only as a clock on the wall in Berlin that is looked at each half hour.
 */
export type Tree = readonly DrawnDocument[];

export type DrawnDocument = {
  readonly who: 'all' | { readonly tier: string } | { readonly names: readonly string[] };
  readonly sync: 'Ebay' | 'Amazon';
  readonly sets: Sets;
  readonly windows: readonly DrawnWindow[];
  readonly mode?: 'observe' | 'enforce' | undefined;
  /** Its end in milliseconds since 1970; null for none. */
  readonly suspend?: number | null | undefined;
};

export type DrawnWindow = {
  readonly minute: number;
  readonly hour: number;
  /** 0 is Sunday; undefined for every day. */
  readonly weekday: number | undefined;
  readonly hours: number;
  readonly sets: Sets;
};

export type Sets = { readonly [F in (typeof fields)[number]]?: string | undefined };

export const fields = ['interval', 'A', 'B'] as const;

export const tenants: readonly Tenant[] = [
  { name: 'acme', labels: { tier: 'gold' } },
  { name: 'globex', labels: { tier: 'silver' } },
];

export const atOdds = 'at odds';

/** The highest rank that says anything decides, and all of it must say the same. */
export function wantedOf(
  tree: Tree,
  about: Pick<DrawnDocument, 'sync'>,
  tenant: Tenant,
  field: keyof Sets,
  at: number,
) {
  for (const rank of [3, 2, 1]) {
    const said = tree
      .filter((document) => document.sync === about.sync && rankOn(document, tenant) === rank)
      .map((document) => saidBy(document, field, at))
      .filter((value) => value !== undefined);
    const values = new Set(said);
    if (values.size > 1) return atOdds;
    if (values.size === 1) return said[0];
  }
  return undefined;
}

/** How many places have a say at a moment, whether they win or not. */
export function saysOf(
  tree: Tree,
  { sync }: Pick<DrawnDocument, 'sync'>,
  tenant: Tenant,
  field: keyof Sets,
  at: number,
) {
  return tree
    .filter((document) => document.sync === sync && rankOn(document, tenant) > 0)
    .flatMap((document) => [document, ...document.windows.filter((window) => isOpen(window, at))])
    .filter((layer) => layer.sets[field] !== undefined).length;
}

export function isSuspended(
  tree: Tree,
  { sync }: Pick<DrawnDocument, 'sync'>,
  tenant: Tenant,
  at: number,
): boolean {
  return holding(tree, sync, tenant).some(
    ({ suspend }) => suspend === null || (suspend !== undefined && at < suspend),
  );
}

export function isObserved(tree: Tree, { sync }: Pick<DrawnDocument, 'sync'>, tenant: Tenant): boolean {
  return holding(tree, sync, tenant).some(({ mode }) => mode === 'observe');
}

function holding(tree: Tree, sync: string, tenant: Tenant): Tree {
  return tree.filter((document) => document.sync === sync && rankOn(document, tenant) > 0);
}

/** 0 where the document is not about the tenant. */
function rankOn({ who }: DrawnDocument, { name, labels }: Tenant): number {
  if (who === 'all') return 1;
  if ('tier' in who) return labels.tier === who.tier ? 2 : 0;
  return who.names.includes(name) ? 3 : 0;
}

/** The last window that is open and says anything of the field, else the document. */
function saidBy({ sets, windows }: DrawnDocument, field: keyof Sets, at: number): string | undefined {
  let said = sets[field];
  for (const window of windows) if (isOpen(window, at)) said = window.sets[field] ?? said;
  return said;
}

/** Windows that are drawn begin at full and half hours, so the clock on the wall need not be looked at between. */
const [half, hour, day] = [1_800_000, 3_600_000, 86_400_000];

/** Open if it began at a time before, and has not ended since. */
function isOpen(window: DrawnWindow, at: number): boolean {
  const now = Math.floor(at / half) * half;
  for (let began = now; began > now - window.hours * hour - 3 * hour; began -= half)
    if (begins(window, began) && !hasEnded(window, began, at)) return true;
  return false;
}

/** A clock that goes back is no start again; one that goes forward over the time starts it. */
function begins(window: DrawnWindow, at: number): boolean {
  const [before, now] = [farthest(at - half), farthest(at)];
  for (let shown = before + half; shown <= now; shown += half) {
    const time = new Date(shown);
    if (time.getUTCMinutes() !== window.minute || time.getUTCHours() !== window.hour) continue;
    if (window.weekday === undefined || time.getUTCDay() === window.weekday) return true;
  }
  return false;
}

/** Elapsed time; of whole days the time of day. */
function hasEnded({ hours }: DrawnWindow, began: number, at: number): boolean {
  if (hours % 24 !== 0) return at >= began + hours * hour;
  return farthest(Math.floor(at / half) * half) >= shownAt(began) + (hours / 24) * day;
}

/** The latest time that a clock on the wall has shown by then, as if it were UTC. */
function farthest(at: number): number {
  const shown = shownAt(at);
  return Math.max(shown, shownAt(at - half), shownAt(at - hour));
}

const offsets = new Map<number, number>();

/** What a clock on the wall shows, as if it were UTC. Berlin changes its clocks at full hours. */
function shownAt(at: number): number {
  const full = Math.floor(at / hour) * hour;
  const offset = offsets.get(full) ?? Date.parse(`${berlin.format(full).replace(' ', 'T')}Z`) - full;
  offsets.set(full, offset);
  return at + offset;
}

const berlin = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** Both of Berlin's changes of clocks, and a leap day. */
export const changesOfClocks = ['2026-03-29T01:00Z', '2026-10-25T01:00Z', '2028-02-29T11:00Z'].map((time) =>
  Date.parse(time),
);

const sets: fc.Arbitrary<Sets> = fc.record({
  interval: fc.constantFrom(undefined, '5m', '10m', '15m'),
  A: fc.constantFrom(undefined, 'x', 'y'),
  B: fc.constantFrom(undefined, undefined, 'x', 'y'),
});

const windows = fc.record({
  minute: fc.constantFrom(0, 30),
  hour: fc.constantFrom(0, 1, 2, 3, 8, 22),
  weekday: fc.constantFrom(undefined, undefined, 0, 1, 6),
  hours: fc.constantFrom(1, 2, 8, 24, 26, 48),
  sets: sets.filter((one) => Object.values(one).some((value) => value !== undefined)),
});

const documents = (change: number): fc.Arbitrary<DrawnDocument> =>
  fc.record({
    who: fc.constantFrom<DrawnDocument['who']>(
      'all',
      { tier: 'gold' },
      { names: ['acme'] },
      { names: ['acme', 'globex'] },
    ),
    sync: fc.constantFrom('Ebay', 'Ebay', 'Amazon'),
    sets,
    windows: fc.array(windows, { maxLength: 3 }),
    mode: fc.constantFrom(undefined, undefined, 'enforce', 'observe'),
    suspend: fc.constantFrom(undefined, undefined, null, change - 20 * hour, change, change + 30 * hour),
  });

/** A tree, and a moment within four days of a change of clocks, or of a leap day; often at a full half of an hour. */
export const drawn = fc.constantFrom(...changesOfClocks).chain((change) =>
  fc.record({
    tree: fc.array(documents(change), { minLength: 1, maxLength: 5 }),
    at: fc
      .tuple(fc.integer({ min: -192, max: 192 }), fc.constantFrom(0, 0, -1, 1, 12_345))
      .map(([halves, more]) => change + halves * (hour / 2) + more),
  }),
);

/** As it lies in a file. */
export function textOf(tree: Tree): string {
  return tree.map(documentText).join('\n---\n');
}

function documentText({ who, sync, sets: own, windows: drawnWindows, mode, suspend }: DrawnDocument): string {
  const whose = who === 'all' ? 'all' : 'tier' in who ? `{ tier: ${who.tier} }` : `[${who.names.join(', ')}]`;
  const until =
    suspend === null || suspend === undefined ? '' : `, until: ${new Date(suspend).toISOString()}`;
  return [
    `tenants: ${whose}`,
    `sync: { name: ${sync} }`,
    ...setLines(own),
    ...(mode ? [`mode: ${mode}`] : []),
    ...(suspend === undefined ? [] : [`suspend: { reason: because${until} }`]),
    ...(drawnWindows.length > 0 ? ['windows:'] : []),
    ...drawnWindows.map((window) => {
      const start = `start: "${window.minute} ${window.hour} * * ${window.weekday ?? '*'}"`;
      return `  - { ${[start, `duration: ${window.hours}h`, ...setLines(window.sets)].join(', ')} }`;
    }),
  ].join('\n');
}

function setLines({ interval, ...options }: Sets): readonly string[] {
  const named = Object.entries(options).filter(([, value]) => value !== undefined);
  const configs = named.map(([name, value]) => `${name}: ${value}`).join(', ');
  return [
    ...(interval === undefined ? [] : [`interval: ${interval}`]),
    ...(configs === '' ? [] : [`configs: { ${configs} }`]),
  ];
}
