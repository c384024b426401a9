import type { Child } from 'hono/jsx';
import type { StatusJson, Tenant as TenantJson } from '../../generated/status.ts';
import { syncName } from '../../model/syncName.ts';
import type { ToldSync } from '../../report/explain/answer.ts';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { Mark, type Tone } from '../../report/html/kit/mark.tsx';
import { TimeByClock } from '../../report/html/kit/time.tsx';
import { toneOf } from '../fleet/tenants.ts';
import { Frame } from '../frame.tsx';
import { syncHref } from '../links.tsx';
import { TenantTimeline } from '../timeline/timeline.tsx';
import type { View } from '../view.ts';
import { BadTreeNotice, PullCommand } from './notices.tsx';
import { Facts, historyHref, Notice, Said, TimeOr, Trail } from './pieces.tsx';
import { RefusedHere, type RefusedHereOptions } from './refusedHere.tsx';
import { SyncTable } from './syncTable.tsx';

export type TenantPageOptions = {
  readonly view: View;
  readonly status: StatusJson;
  readonly tenant: TenantJson;
  readonly labels: Readonly<Record<string, string>>;
  /** What `explain` says of its syncs. */
  readonly told: readonly ToldSync[];
  readonly refused: RefusedHereOptions['refused'];
};

/** One tenant and all of its syncs. */
export function TenantPage(options: TenantPageOptions) {
  const { view, tenant, labels, told } = options;
  const { detail } = view.words;
  return (
    <Frame view={view} title={tenant.name}>
      <header class="head">
        <Trail view={view} />
        <h1>
          <Foreign text={tenant.name} />
        </h1>
        <p class="marks">
          <Mark tone={toneOf(tenant)} words={view.common} />
        </p>
      </header>
      <TenantNotices {...options} />
      <Facts
        facts={[
          [detail.seen, <TimeOr view={view} at={tenant.seenAt} none={detail.notSeen} />],
          [detail.version, tenant.apiVersion],
          Object.keys(labels).length === 0
            ? undefined
            : [
                detail.labels,
                <Foreign
                  text={Object.entries(labels)
                    .map((label) => label.join(': '))
                    .join(', ')}
                />,
              ],
          [detail.history, <a href={historyHref(tenant.name)}>{detail.historyOf}</a>],
        ]}
      />
      <TenantTimeline view={view} syncs={told} hrefOf={(sync) => syncHref(tenant.name, sync)} />
      <SyncTable view={view} tenant={tenant} told={told} />
      <Unmanaged {...options} />
    </Frame>
  );
}

function Unmanaged({ view, status, tenant }: TenantPageOptions) {
  const { detail } = view.words;
  const unmanaged = (status.unmanaged ?? []).filter((one) => one.tenant === tenant.name);
  if (unmanaged.length === 0) return null;
  return (
    <section aria-labelledby="unmanaged">
      <h2 id="unmanaged">{detail.unmanagedSyncs}</h2>
      <ul class="plain">
        {unmanaged.map(({ sync }) => (
          <li>
            <a href={syncHref(tenant.name, sync)}>
              <Foreign text={syncName(sync)} />
            </a>
          </li>
        ))}
      </ul>
      <p class="faint">
        <PullCommand tenant={tenant.name} />
      </p>
    </section>
  );
}

function TenantNotices({ view, status, tenant, refused }: TenantPageOptions) {
  const { detail } = view.words;
  const { failing, name, syncs, seenAt } = tenant;
  const problems = status.problems.filter((one) => one.tenant === undefined || one.tenant === name);
  return (
    <ul class="alerts">
      {failing && <FailingNotice view={view} failing={failing} />}
      <SaidNotice view={view} tone="problems" title={detail.hasProblems} all={problems}>
        <a href="/problems">{detail.allProblems}</a>
      </SaidNotice>
      <RefusedHere view={view} refusals={status.refusals} refused={refused} />
      {status.badTree && <BadTreeNotice view={view} />}
      {syncs.length === 0 && seenAt !== null && (
        <Notice tone="unknown">
          {detail.noSyncs} <PullCommand tenant={name} />
        </Notice>
      )}
    </ul>
  );
}

type FailingJson = NonNullable<TenantJson['failing']>;

function FailingNotice({ view, failing }: { readonly view: View; readonly failing: FailingJson }) {
  const { detail } = view.words;
  return (
    <Notice tone="failing">
      <strong>
        {detail.failingSince} <TimeByClock at={Date.parse(failing.since)} reader={view} />
      </strong>{' '}
      ({detail.tries(failing.times)}), {detail.triedAgain}{' '}
      <TimeByClock at={Date.parse(failing.retryAt)} reader={view} />.
      <Said view={view} said={failing} />
    </Notice>
  );
}

type SaidNoticeOptions = {
  readonly view: View;
  readonly tone: Tone;
  readonly title: string;
  readonly all: readonly Parameters<typeof Said>[0]['said'][];
  readonly children?: Child;
};

/** Draws nothing where nothing is said. */
function SaidNotice({ view, tone, title, all, children }: SaidNoticeOptions) {
  if (all.length === 0) return null;
  return (
    <Notice tone={tone}>
      <strong>{title}</strong>
      {all.map((said) => (
        <Said view={view} said={said} />
      ))}
      {children}
    </Notice>
  );
}
