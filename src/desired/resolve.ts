import type { Calendar } from '../base/calendar.ts';
import { addTo } from '../base/collections.ts';
import { didYouMean, list, suggest } from '../base/nearest.ts';
import type { Claim } from '../model/claim.ts';
import type { SyncDocument, Tenant, TenantSelector } from '../model/document.ts';
import type { Suspension } from '../model/mode.ts';
import type { Located, Origin } from '../model/origin.ts';
import type { Problem } from '../problems/problem.ts';
import { isSuspended, layersAt, type Moment } from './windows.ts';

/** Which documents hold for which tenants, and what they ask for at this moment. */
export function resolve(
  documents: readonly SyncDocument[],
  tenants: readonly Tenant[],
  moment: Moment,
  calendar: Calendar,
): { readonly claims: readonly Claim[]; readonly problems: readonly Problem[] } {
  const claims: Claim[] = [];
  const problems: Problem[] = [];
  const byName = new Map(tenants.map((tenant) => [tenant.name, tenant]));
  for (const document of documents) {
    const asked = askedBy(document, moment, calendar);
    for (const found of tenantsOf(document.tenants, tenants, byName)) {
      if ('code' in found) problems.push(found);
      else claims.push(claimOf(found.name, asked));
    }
  }
  return { claims, problems };
}

/** Written out, since there may be ten thousand: a copy that is added to keeps a list of properties beside it. */
function claimOf(
  tenant: string,
  { rank, sync, layers, windows, mode, suspend }: Omit<Claim, 'tenant'>,
): Claim {
  return { tenant, rank, sync, layers, windows, mode, suspend };
}

/** The documents that hold for each tenant, at whatever moment. */
export function documentsByTenant(
  documents: readonly SyncDocument[],
  tenants: readonly Tenant[],
): ReadonlyMap<string, readonly SyncDocument[]> {
  const held = new Map<string, SyncDocument[]>();
  const byName = new Map(tenants.map((tenant) => [tenant.name, tenant]));
  for (const document of documents)
    for (const found of tenantsOf(document.tenants, tenants, byName))
      if (!('code' in found)) addTo(held, found.name, document);
  return held;
}

/** What a document asks at a moment of each tenant for which it holds. */
export function askedBy(document: SyncDocument, moment: Moment, calendar: Calendar): Omit<Claim, 'tenant'> {
  const { sync, mode, windows } = document;
  return {
    rank: ranks[document.tenants.kind],
    sync,
    layers: layersAt(document, moment, calendar),
    windows: windows.length > 0 ? windows : undefined,
    mode,
    suspend: suspensionAt(document, moment),
  };
}

const ranks = { all: 1, labels: 2, named: 3, place: 3 } as const satisfies Record<
  TenantSelector['kind'],
  Claim['rank']
>;

function suspensionAt({ suspend }: SyncDocument, { now }: Moment): Located<Suspension> | undefined {
  return suspend && isSuspended(suspend.value, now) ? suspend : undefined;
}

/** Those that a document selects, and what is wrong where it should select one and does not. */
function tenantsOf(
  selector: TenantSelector,
  all: readonly Tenant[],
  byName: ReadonlyMap<string, Tenant>,
): readonly (Tenant | Problem)[] {
  switch (selector.kind) {
    case 'all':
      return all;
    case 'labels':
      return labelled(selector.labels, selector.origin, all);
    case 'named':
      return selector.names.map((name) => byName.get(name.value) ?? unknownTenant(name, byName));
    case 'place':
      return [placed(selector.folder, selector.origin, all, byName)];
  }
}

function labelled(labels: Readonly<Record<string, string>>, origin: Origin, all: readonly Tenant[]) {
  const wanted = Object.entries(labels);
  const tenants = all.filter((tenant) =>
    wanted.every(([label, value]) => Object.hasOwn(tenant.labels, label) && tenant.labels[label] === value),
  );
  if (tenants.length > 0) return tenants;
  const carried = new Set(all.flatMap((tenant) => Object.entries(tenant.labels).map(showLabel)));
  const inUse = carried.size > 0 ? `labels in use: ${list([...carried].sort())}` : 'no tenant has labels';
  const hint = didYouMean(wanted.map(showLabel).join(', '), [...carried]) ?? inUse;
  const message = `no tenant carries ${wanted.map(showLabel).join(', ')}`;
  return [{ code: 'unknown-label', message, hint, origin } as const];
}

function showLabel([label, value]: readonly [string, string]): string {
  return `${label}: ${value}`;
}

function unknownTenant(
  { value: name, origin }: Located<string>,
  byName: ReadonlyMap<string, Tenant>,
): Problem {
  const hint = suggest(name, [...byName.keys()]);
  return { code: 'unknown-tenant', message: `no tenant is called \`${name}\``, hint, origin };
}

function placed(
  folder: string | undefined,
  origin: Origin,
  all: readonly Tenant[],
  byName: ReadonlyMap<string, Tenant>,
): Tenant | Problem {
  const tenant =
    (folder === undefined ? undefined : byName.get(folder)) ?? (all.length === 1 ? all[0] : undefined);
  if (tenant) return tenant;
  const place = folder === undefined ? '' : `, and the folder \`${folder}\` is not named after one`;
  const message = `the document names no tenant${place}`;
  const meant = folder === undefined ? undefined : didYouMean(folder, [...byName.keys()]);
  const hint = meant ?? `add \`tenant:\` with one of ${list([...byName.keys()])}`;
  return { code: 'no-tenant', message, hint, origin };
}
