import type { Child } from 'hono/jsx';
import { nearest } from '../../base/nearest.ts';
import { normalized } from '../../base/text/characters.ts';
import { foldId } from '../../base/uuid.ts';
import { refusedChanges } from '../../daemon/approval.ts';
import type { ExplainServed } from '../../daemon/server/explain.ts';
import type { DaemonState } from '../../daemon/state.ts';
import type { StatusJson, Tenant as TenantJson } from '../../generated/status.ts';
import { isSyncCalled, syncName } from '../../model/syncName.ts';
import type { ExplainAnswer } from '../../report/explain/answer.ts';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { syncHref, tenantHref } from '../links.tsx';
import { timelineReach } from '../timeline/timeline.tsx';
import type { View } from '../view.ts';
import { Missing } from './missing.tsx';
import { SyncPage } from './sync.tsx';
import { TenantPage } from './tenant.tsx';

/** A page and its status, or where else to look. */
export type DetailAnswer =
  | { readonly status: 200 | 404 | 503; readonly page: unknown }
  | { readonly location: string };

export type DetailServed = { readonly state: () => DaemonState; readonly explain: ExplainServed };

type DetailAsked = { readonly view: View; readonly status: StatusJson; readonly served: DetailServed };

/** The page of a tenant, by the name in its address. */
export async function tenantAnswer(asked: DetailAsked, called: string): Promise<DetailAnswer> {
  const { view, status, served } = asked;
  const tenant = tenantIn(asked, called);
  if (!('name' in tenant)) return tenant;
  const { name } = tenant;
  const { syncs: told } = await served.explain({ tenants: [name], isGlance: true, ahead: timelineReach });
  const labels = served.state().enforced?.chosen.find((one) => one.name === name)?.labels ?? {};
  const refused = refusedChanges(served.state()).get(name) ?? [];
  return { status: 200, page: <TenantPage {...{ view, status, tenant, labels, told, refused }} /> };
}

/** The page of a sync, by its identifier, in any spelling. One that is called by its name is found under its identifier. */
export async function syncAnswer(
  asked: DetailAsked,
  calledTenant: string,
  called: string,
): Promise<DetailAnswer> {
  const { view, status } = asked;
  const tenant = tenantIn(asked, calledTenant);
  if (!('name' in tenant)) return tenant;
  const syncs = [...tenant.syncs.map(({ sync }) => sync), ...unmanagedOf(tenant.name, status)];
  const matches = syncs.filter((sync) => isSyncCalled(sync, normalized(called)));
  const [sync, other] = matches;
  const isById = sync && foldId(called) === foldId(sync.id);
  if (sync && !other && !isById && sync.id !== '') {
    const href = syncHref(tenant.name, sync);
    return { location: href.includes('?') ? href : `${href}${view.address.search}` };
  }
  if (sync && other && !isById) {
    const { severalSyncs } = view.words.detail;
    const links = matches.map((one) => [syncHref(tenant.name, one), `${syncName(one)} · ${one.id}`] as const);
    return missing(asked, severalSyncs, undefined, links);
  }
  const names = sync ? [sync.id, syncName(sync), sync.name] : [normalized(called)];
  return explained(asked, tenant, names);
}

/** Of a tenant that was not asked documents may know a sync by another name than the ERP. */
async function explained(
  asked: DetailAsked,
  tenant: TenantJson,
  names: readonly string[],
): Promise<DetailAnswer> {
  const { view, status, served } = asked;
  const { name } = tenant;
  let answer: ExplainAnswer | undefined;
  for (const sync of names) {
    answer = await served.explain({ sync, tenants: [name], isGlance: true, ahead: timelineReach });
    const [told] = answer.syncs;
    const [failure] = answer.failures;
    if (!told) continue;
    const known = tenant.syncs.find((one) =>
      told.sync.id === '' ? isSyncCalled(one.sync, names[0]!) : foldId(one.sync.id) === foldId(told.sync.id),
    );
    return { status: 200, page: <SyncPage {...{ view, status, told, known, failure: failure?.message }} /> };
  }
  const { detail } = view.words;
  const others = tenant.syncs.map(({ sync }) => sync);
  const near = nearest(
    names[0]!,
    others.map((one) => one.name),
  );
  const links = others
    .filter((one) => one.name === near)
    .map((one) => [syncHref(name, one), syncName(one)] as const);
  return missing(asked, detail.noSync, <p>{detail.noSyncHint}</p>, links, [
    tenantHref(name),
    detail.toTenant,
  ]);
}

function unmanagedOf(tenant: string, { unmanaged = [] }: StatusJson) {
  return unmanaged.filter((one) => one.tenant === tenant).map(({ sync }) => sync);
}

/** The tenant that is called so, or what stands in its place. */
function tenantIn(asked: DetailAsked, called: string): TenantJson | DetailAnswer {
  const { view, status, served } = asked;
  const { detail } = view.words;
  const name = normalized(called);
  const found = status.tenants.find((tenant) => tenant.name === name);
  if (found) return found;
  const { enforced, lastPass } = served.state();
  if (!enforced && status.badTree) return unready(asked, detail.noTree, detail.noTreeHint, true);
  if (!lastPass && (!enforced || enforced.chosen.some((one) => one.name === name)))
    return unready(asked, detail.starting, detail.startingHint);
  const names = status.tenants.map((tenant) => tenant.name);
  const near = nearest(name, names);
  const links = near === undefined ? [] : [[tenantHref(near), near] as const];
  const said = (
    <p>
      {detail.noTenant} <Foreign text={name} />
    </p>
  );
  return missing(asked, view.words.frame.nothingHere, said, links);
}

type HrefAndText = readonly [href: string, text: string];

function missing(
  { view }: DetailAsked,
  title: string,
  said: Child,
  links: readonly HrefAndText[],
  back: HrefAndText = ['/', view.words.detail.toFleet],
): DetailAnswer {
  const page = (
    <Missing view={view} title={title} links={links} back={back}>
      {said}
    </Missing>
  );
  return { status: 404, page };
}

function unready({ view }: DetailAsked, title: string, hint: string, hasProblems = false): DetailAnswer {
  const { toFleet, allProblems } = view.words.detail;
  const back: HrefAndText = hasProblems ? ['/problems', allProblems] : ['/', toFleet];
  const page = (
    <Missing view={view} title={title} links={[]} back={back}>
      <p>{hint}</p>
    </Missing>
  );
  return { status: 503, page };
}
