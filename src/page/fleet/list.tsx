import type { StatusJson, Tenant } from '../../generated/status.ts';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { Mark, Shape, tones } from '../../report/html/kit/mark.tsx';
import { Time } from '../../report/html/kit/time.tsx';
import { TenantLink } from '../links.tsx';
import { Paging } from '../paging.tsx';
import type { View } from '../view.ts';
import { type FleetQuery, fleetAddress } from './query.ts';
import type { ShownFleet, StandingTenant } from './tenants.ts';

type TenantListOptions = {
  readonly view: View;
  readonly status: StatusJson;
  readonly query: FleetQuery;
  readonly shown: ShownFleet;
};

/** The tenants that were asked for, and how to ask for others. */
export function TenantList({ view, status, query, shown }: TenantListOptions) {
  const { fleet } = view.words;
  const halted = new Map<string, number>();
  for (const { tenant } of status.halted ?? []) halted.set(tenant, (halted.get(tenant) ?? 0) + 1);
  return (
    <section aria-labelledby="tenants">
      <h2 id="tenants">{fleet.tenants(status.summary.tenants)}</h2>
      <Filter view={view} query={query} shown={shown} />
      {shown.found === 0 && (
        <p class="empty card">
          {fleet.nothingFound} <a href="/">{fleet.showAll}</a>
        </p>
      )}
      <ul class="tenants">
        {shown.tenants.map((one) => (
          <Tile view={view} one={one} halted={halted.get(one.tenant.name) ?? 0} />
        ))}
      </ul>
      <Paging
        label={fleet.pagesOf}
        page={shown.page}
        pages={shown.pages}
        hrefOf={(page) => fleetAddress(query, page)}
        before={fleet.previous}
        after={fleet.next}
      >
        {fleet.page(shown.page, shown.pages)}
      </Paging>
    </section>
  );
}

function Filter({ view, query, shown }: Omit<TenantListOptions, 'status'>) {
  const { words, common, language } = view;
  const numbers = new Intl.NumberFormat(language);
  const offered = tones.filter((tone) => (shown.counts.get(tone) ?? 0) > 0 || query.states.includes(tone));
  return (
    <form class="filter" method="get" action="/">
      <label>
        <span>{words.fleet.search}</span>
        <input type="search" name="q" value={query.search} autocomplete="off" />
      </label>
      <fieldset>
        <legend class="unseen">{words.fleet.state}</legend>
        {offered.map((tone) => (
          <label class={`choice ${tone}`}>
            <input type="checkbox" name="state" value={tone} checked={query.states.includes(tone)} />
            <Shape tone={tone} /> {common[tone]}{' '}
            <span class="count">{numbers.format(shown.counts.get(tone) ?? 0)}</span>
          </label>
        ))}
      </fieldset>
      <input type="submit" class="button" value={words.fleet.filter} />
    </form>
  );
}

type TileOptions = { readonly view: View; readonly one: StandingTenant; readonly halted: number };

function Tile({ view, one: { tenant, tone }, halted }: TileOptions) {
  const { fleet } = view.words;
  const { name, failing, problems = 0, seenAt } = tenant;
  return (
    <li class={`tenant card ${tone}`}>
      <div class="heading">
        <h3>
          <TenantLink name={name} />
        </h3>
        <Mark tone={tone} words={view.common} />
      </div>
      <p class="tally">{tallyOf(tenant, halted, view).join(' · ') || fleet.syncs(0)}</p>
      {problems > 0 && <p class="faint">{fleet.problems(problems)}</p>}
      {failing ? (
        <p class="why">
          <span lang="en">
            <Foreign text={failing.message} />
          </span>{' '}
          <span class="faint">
            {fleet.tries(failing.times)}, {fleet.triedAgain}{' '}
            <Time at={Date.parse(failing.retryAt)} reader={view} />
          </span>
        </p>
      ) : null}
      <p class="faint">
        {seenAt === null ? (
          fleet.neverSeen
        ) : (
          <>
            {fleet.seen} <Time at={Date.parse(seenAt)} reader={view} />
          </>
        )}
      </p>
    </li>
  );
}

/** How its syncs stand and fare, counted; what there is none of is not told. */
function tallyOf({ syncs }: Tenant, halted: number, { words, common, language }: View): readonly string[] {
  const numbers = new Intl.NumberFormat(language);
  const of = (isIt: (sync: Tenant['syncs'][number]) => unknown) => syncs.filter(isIt).length;
  const differing = of(({ status }) => status === 'OutOfSync');
  const counts = [
    [of(({ status, suspension }) => status === 'Synced' && !suspension), common.inSync],
    [differing, differing === 1 ? common.outOfSync : words.fleet.differ],
    [syncs.reduce((sum, { contested }) => sum + contested.length, 0), words.detail.contested],
    [of(({ status }) => status === 'Unknown'), common.unknown],
    [of(({ suspension }) => suspension), common.suspended],
    [halted, words.fleet.halted],
    [of(({ health }) => health === 'Healthy'), common.healthy],
    [of(({ health }) => health === 'Degraded'), common.degraded],
  ] as const;
  return counts.flatMap(([count, word]) => (count > 0 ? [`${numbers.format(count)} ${word}`] : []));
}
