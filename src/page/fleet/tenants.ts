import { createOnce } from '../../base/collections.ts';
import type { StatusJson, Tenant } from '../../generated/status.ts';
import { syncName } from '../../model/syncName.ts';
import { type Tone, tones } from '../../report/html/kit/mark.tsx';
import { type FleetQuery, forSearch } from './query.ts';

/** A tenant, and in one word how it stands. */
export type StandingTenant = { readonly tenant: Tenant; readonly tone: Tone };

/** So many are on one page. */
export const tenantsOfPage = 60;

/** What of the fleet is seen: the worst first, then by name. */
export type ShownFleet = {
  readonly tenants: readonly StandingTenant[];
  /** How many there are of each that are found. */
  readonly counts: ReadonlyMap<Tone, number>;
  readonly found: number;
  /** The nearest to the one that was asked for. */
  readonly page: number;
  readonly pages: number;
};

export function shownTenants(
  { tenants }: StatusJson,
  { search, states, page: asked }: FleetQuery,
): ShownFleet {
  const all = once(tenants, [], () => ranked(tenants));
  const sought = forSearch(search);
  const matching = sought === '' ? all : all.filter((one) => matches(one.tenant, sought));
  const counts = new Map(tones.map((tone) => [tone, matching.filter((one) => one.tone === tone).length]));
  const found = states.length === 0 ? matching : matching.filter(({ tone }) => states.includes(tone));
  const pages = Math.max(1, Math.ceil(found.length / tenantsOfPage));
  const page = Math.min(asked, pages);
  const first = (page - 1) * tenantsOfPage;
  return {
    ...{ tenants: found.slice(first, first + tenantsOfPage), counts },
    ...{ found: found.length, page, pages },
  };
}

const once = createOnce<readonly StandingTenant[]>();

function ranked(tenants: StatusJson['tenants']): readonly StandingTenant[] {
  return tenants
    .map((tenant) => ({ tenant, tone: toneOf(tenant) }))
    .sort((a, b) => tones.indexOf(a.tone) - tones.indexOf(b.tone) || compare(a.tenant, b.tenant));
}

const searched = createOnce<readonly string[]>();

function matches(tenant: Tenant, sought: string): boolean {
  const { name, syncs } = tenant;
  const texts = searched(tenant, [], () => [name, ...syncs.map(({ sync }) => syncName(sync))].map(forSearch));
  return texts.some((text) => text.includes(sought));
}

/** By code points, so that the order is the same everywhere. */
function compare({ name: a }: Tenant, { name: b }: Tenant): number {
  return a < b ? -1 : Number(a > b);
}

/** The worst of it. */
export function toneOf(tenant: Tenant): Tone {
  const { failing, problems = 0, refused = 0, seenAt, syncs } = tenant;
  if (failing) return 'failing';
  if (problems > 0) return 'problems';
  if (refused > 0) return 'refused';
  if (syncs.some(differs)) return 'outOfSync';
  if (syncs.some(({ suspension }) => suspension)) return 'suspended';
  return seenAt === null || syncs.some(({ status }) => status === 'Unknown') ? 'unknown' : 'inSync';
}

function differs({ status, drift, contested }: Tenant['syncs'][number]): boolean {
  return status === 'OutOfSync' || drift.length > 0 || contested.length > 0;
}
