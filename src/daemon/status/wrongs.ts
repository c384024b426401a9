import type { StatusJson, Sync } from '../../generated/status.ts';

/** What can be wrong, the worst first: so it is told. */
export const wrongKinds = [
  'stuck',
  'failing',
  'storage',
  'badTree',
  'blocked',
  'troubled',
  'refused',
  'outOfSync',
  'observed',
  'contested',
  'halted',
  'degraded',
  'held',
  'incomplete',
  'starting',
  'notReady',
  'noTenants',
  'unseen',
] as const;

/** One thing that is wrong: of how many, and where that tells more, out of how many. */
export type Wrong = {
  readonly kind: (typeof wrongKinds)[number];
  readonly count: number;
  readonly all: number;
};

/** All that is wrong, the worst first. Only where there is nothing of it is all well. */
export function wrongsOf(status: StatusJson): readonly Wrong[] {
  const { daemon, summary, problems, lastPass, badTree, refusals } = status;
  const { failing, contested, health, halted = 0 } = summary;
  const result = lastPass?.result ?? 'inSync';
  const observed = observedIn(status);
  const counts: Readonly<Record<Wrong['kind'], number>> = {
    stuck: Number(!daemon.alive),
    failing,
    storage: Number(Boolean(daemon.storage)),
    badTree: badTree?.problems.length ?? 0,
    blocked: problems.filter(({ tenant }) => tenant === undefined).length,
    troubled: new Set(problems.flatMap(({ tenant }) => tenant ?? [])).size,
    refused: refusals.length,
    outOfSync: summary.status.OutOfSync - observed,
    observed,
    contested,
    halted,
    degraded: health.Degraded,
    held: Number(result === 'held'),
    incomplete: Number(result !== 'held' && result !== 'inSync' && result !== 'applied'),
    starting: Number(lastPass === null),
    notReady: Number(!daemon.ready && lastPass !== null),
    noTenants: Number(summary.tenants === 0 && lastPass !== null),
    unseen: lastPass === null ? 0 : unseenIn(status),
  };
  const wrongs = wrongKinds.map((kind) => ({
    ...{ kind, count: counts[kind] },
    all: kind === 'failing' ? summary.tenants : counts[kind],
  }));
  const found = wrongs.filter(({ count }) => count > 0);
  // These only matter where nothing tells why.
  const vague: readonly Wrong['kind'][] = ['incomplete', 'notReady', 'noTenants'];
  const clear = found.filter(({ kind }) => !vague.includes(kind));
  return clear.length > 0 ? clear : found;
}

/** Syncs that differ and are left as they are, since a document says so: a pass calls that in sync. */
function observedIn({ tenants }: StatusJson): number {
  const isObserved = ({ status, mode }: Sync) => status === 'OutOfSync' && mode === 'observe';
  return tenants.reduce((sum, { syncs }) => sum + syncs.filter(isObserved).length, 0);
}

/** Syncs of which nothing is known, though their tenants answer. */
function unseenIn({ tenants }: StatusJson): number {
  const silent = tenants.filter(({ failing }) => !failing).flatMap(({ syncs }) => syncs);
  return silent.filter(({ status }) => status === 'Unknown').length;
}
