import { createOnce } from '../../base/collections.ts';
import type { DaemonState } from '../../daemon/state.ts';
import type { StatusJson } from '../../generated/status.ts';
import { syncName } from '../../model/syncName.ts';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { sameSyncs } from '../../report/unmanaged.ts';
import { Frame } from '../frame.tsx';
import type { View } from '../view.ts';
import { Changes, Names } from './changes.tsx';
import { differences } from './differences.ts';
import { Lead } from './lead.tsx';
import { TenantList } from './list.tsx';
import { Obstacles } from './obstacles.tsx';
import { fleetQuery } from './query.ts';
import { Refused } from './refused.tsx';
import { shownTenants } from './tenants.ts';

type FleetOptions = { readonly view: View; readonly status: StatusJson; readonly state: DaemonState };

/** All tenants: whether all is well, what is in the way, what differs, and each of them, the worst first. */
export function FleetPage({ view, status, state }: FleetOptions) {
  const plan = state.refused?.plan;
  const query = fleetQuery(view.address.searchParams);
  const shown = shownTenants(status, query);
  const { fleet, frame } = view.words;
  return (
    <Frame view={view} title={frame.fleet}>
      <Lead view={view} status={status} />
      <Obstacles view={view} status={status} />
      {plan && status.refused && (
        <Refused
          {...{ view, plan, refused: status.refused, isApproved: status.approval?.plan === plan.id }}
        />
      )}
      <Differs view={view} status={status} state={state} />
      {status.tenants.length > 0 ? (
        <TenantList view={view} status={status} query={query} shown={shown} />
      ) : (
        <p class="empty card">{status.lastPass ? fleet.noTenants : fleet.firstPass}</p>
      )}
      <Unmanaged view={view} status={status} />
    </Frame>
  );
}

/** So many groups are told; the tenants below have the rest. */
const mostGroups = 100;

const shownGroups = createOnce<ReturnType<typeof differences>>();

function Differs({ view, status, state }: FleetOptions) {
  const { fleet } = view.words;
  const groups = differences(status, state);
  if (groups.length === 0) return null;
  const shown = shownGroups(groups, [], () => groups.slice(0, mostGroups));
  const more = groups.length - shown.length;
  return (
    <section class="card" aria-labelledby="differs">
      <h2 id="differs">{fleet.differs}</h2>
      <Changes view={view} groups={shown} tenants={status.summary.tenants} />
      {more > 0 && (
        <p>
          <a href="/?state=outOfSync">{fleet.more(more)}</a>
        </p>
      )}
    </section>
  );
}

const unmanagedOnce = createOnce<ReturnType<typeof sameSyncs>>();

function Unmanaged({ view, status: { unmanaged = [], summary } }: Omit<FleetOptions, 'state'>) {
  const { fleet } = view.words;
  if (unmanaged.length === 0) return null;
  const groups = unmanagedOnce(unmanaged, [], () => sameSyncs(unmanaged).slice(0, mostGroups));
  return (
    <details class="card">
      <summary>{fleet.unmanaged(unmanaged.length)}</summary>
      <ul class="changes">
        {groups.map((group) => (
          <li>
            <h3>
              <Foreign text={syncName(group[0]!.sync)} />{' '}
              <span class="faint">{fleet.onTenants(group.length, summary.tenants)}</span>
            </h3>
            <Names view={view} names={group.map(({ tenant }) => tenant)} />
          </li>
        ))}
      </ul>
    </details>
  );
}
