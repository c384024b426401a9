import type { Calendar } from '../base/calendar.ts';
import { list, suggest } from '../base/nearest.ts';
import type { Claim } from '../model/claim.ts';
import type { SyncDocument, Tenant, WantedFields } from '../model/document.ts';
import type { Suspension } from '../model/mode.ts';
import type { Located, Origin } from '../model/origin.ts';
import type { Problem } from '../problems/problem.ts';
import { isSuspended, layersAt, type Moment } from './windows.ts';

export type Resolved = { readonly claims: readonly Claim[]; readonly problems: readonly Problem[] };

/** Which documents hold for which tenants, and what they ask for at this moment. */
export function resolve(
  documents: readonly SyncDocument[],
  tenants: readonly Tenant[],
  moment: Moment,
  calendar: Calendar,
): Resolved {
  const claims: Claim[] = [];
  const problems: Problem[] = [];
  const byName = new Map(tenants.map((tenant) => [tenant.name, tenant]));
  for (const document of documents) {
    const targets = tenantsOf(document, tenants, byName);
    problems.push(...targets.problems);
    if (targets.tenants.length === 0) continue;
    const { sync, mode } = document;
    const layers = layersAt(document, moment, calendar);
    const closed = closedWindows(document, layers);
    const suspend = suspensionAt(document, moment);
    for (const { name } of targets.tenants)
      claims.push({ tenant: name, rank: targets.rank, sync, layers, closed, mode, suspend });
  }
  return { claims, problems };
}

function closedWindows(
  { windows }: SyncDocument,
  open: readonly WantedFields[],
): readonly WantedFields[] | undefined {
  const closed = windows.filter((window) => !open.includes(window));
  return closed.length > 0 ? closed : undefined;
}

function suspensionAt({ suspend }: SyncDocument, { now }: Moment): Located<Suspension> | undefined {
  return suspend && isSuspended(suspend.value, now) ? suspend : undefined;
}

type Targets = {
  readonly rank: Claim['rank'];
  readonly tenants: readonly Tenant[];
  readonly problems: readonly Problem[];
};

function tenantsOf(
  document: SyncDocument,
  all: readonly Tenant[],
  byName: ReadonlyMap<string, Tenant>,
): Targets {
  const selector = document.tenants;
  switch (selector.kind) {
    case 'all':
      return { rank: 1, tenants: all, problems: [] };
    case 'labels':
      return labelled(selector.labels, selector.origin, all);
    case 'named':
      return named(selector.names, byName);
    case 'place':
      return placed(selector.folder, selector.origin, all, byName);
  }
}

function labelled(labels: Readonly<Record<string, string>>, origin: Origin, all: readonly Tenant[]): Targets {
  const wanted = Object.entries(labels);
  const tenants = all.filter((tenant) =>
    wanted.every(([label, value]) => Object.hasOwn(tenant.labels, label) && tenant.labels[label] === value),
  );
  if (tenants.length > 0) return { rank: 2, tenants, problems: [] };
  const carried = [
    ...new Set(all.flatMap((tenant) => Object.entries(tenant.labels).map(([k, v]) => `${k}: ${v}`))),
  ];
  const hint = carried.length > 0 ? `labels in use: ${list(carried.sort())}` : 'no tenant has labels';
  const message = `no tenant carries ${wanted.map(([label, value]) => `${label}: ${value}`).join(', ')}`;
  return { rank: 2, tenants, problems: [{ code: 'unknown-label', message, hint, origin }] };
}

function named(names: readonly Located<string>[], byName: ReadonlyMap<string, Tenant>): Targets {
  const tenants: Tenant[] = [];
  const problems: Problem[] = [];
  for (const { value: name, origin } of names) {
    const tenant = byName.get(name);
    if (tenant) tenants.push(tenant);
    else
      problems.push({
        code: 'unknown-tenant',
        message: `no tenant is called \`${name}\``,
        hint: suggest(name, [...byName.keys()]),
        origin,
      });
  }
  return { rank: 3, tenants, problems };
}

function placed(
  folder: string | undefined,
  origin: Origin,
  all: readonly Tenant[],
  byName: ReadonlyMap<string, Tenant>,
): Targets {
  const tenant =
    (folder === undefined ? undefined : byName.get(folder)) ?? (all.length === 1 ? all[0] : undefined);
  if (tenant) return { rank: 3, tenants: [tenant], problems: [] };
  const place = folder === undefined ? '' : `, and the folder \`${folder}\` is not named after one`;
  const message = `the document names no tenant${place}`;
  const hint = `add \`tenant:\` with one of ${list([...byName.keys()])}`;
  return { rank: 3, tenants: [], problems: [{ code: 'no-tenant', message, hint, origin }] };
}
