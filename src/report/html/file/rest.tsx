import { groupBy } from '../../../base/collections.ts';
import { printable } from '../../../base/printable.ts';
import { count } from '../../../base/text/words.ts';
import { fullTime, type Here } from '../../../base/time/shown.ts';
import type { Suspension } from '../../../model/mode.ts';
import type { Plan } from '../../../reconcile/plan.ts';
import { windowWords } from '../../explain/words.ts';
import { releasedGroups, releasedLine, releasedTitle } from '../../released.ts';
import type { ReportLook } from '../../text.ts';
import { sameSyncs, sameSyncsName, type TenantSync, unmanagedHint, unmanagedIn } from '../../unmanaged.ts';
import { Foreign } from '../kit/foreign.tsx';
import { anyDay, Names, Section } from './parts.tsx';

type PlanShown = { readonly plan: Plan; readonly look: ReportLook };

/** What is left as it is, and why; and which windows hold. */
export function Rest({ plan, look }: PlanShown) {
  return (
    <>
      <Released plan={plan} />
      <Suspended plan={plan} look={look} />
      <Windows plan={plan} look={look} />
      <Unmanaged plan={plan} look={look} />
    </>
  );
}

function Released({ plan }: Pick<PlanShown, 'plan'>) {
  const groups = releasedGroups(plan);
  if (groups.length === 0) return null;
  return (
    <Section id="released" title={releasedTitle}>
      <ul>
        {groups.map((group) => (
          <li>
            <Foreign text={releasedLine(group, printable)} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** A sync, and what is said of it. */
type SaidOf = TenantSync & { readonly said: string };

function Suspended({ plan, look }: PlanShown) {
  const all = standingsOf(plan).flatMap(({ suspension, ...one }): SaidOf[] =>
    suspension ? [{ ...one, said: suspensionWords(suspension, look.here) }] : [],
  );
  if (all.length === 0) return null;
  return (
    <Section id="suspended" title="Suspended, so left as it is">
      <SyncList all={all} tenants={plan.summary.tenants} isFull={look.isFull} />
    </Section>
  );
}

function suspensionWords({ reason, until }: Suspension, here: Here): string {
  return until === undefined ? reason : `${reason}, until ${fullTime(until, here)}`;
}

function Windows({ plan, look }: PlanShown) {
  const all = standingsOf(plan).flatMap(({ windows = [], tenant, sync }) =>
    windows.map(({ window, fields }): SaidOf => {
      return { tenant, sync, said: `${windowWords(window, anyDay(look.here))}: ${fields.join(', ')}` };
    }),
  );
  if (all.length === 0) return null;
  return (
    <details>
      <summary>
        <h2 id="windows">{count(all.length, 'open window')}</h2>
      </summary>
      <SyncList all={all} tenants={plan.summary.tenants} isFull={look.isFull} />
    </details>
  );
}

function standingsOf({ tenants }: Plan) {
  return tenants.flatMap(({ name, standings }) => standings.map((one) => ({ ...one, tenant: name })));
}

/** Folded, unless they were asked for: they are left as they are, and there may be many. */
function Unmanaged({ plan, look }: PlanShown) {
  const all = unmanagedIn(plan.tenants);
  if (all.length === 0) return null;
  return (
    <details open={look.namesUnmanaged === true}>
      <summary>
        <h2 id="unmanaged">{count(all.length, 'sync')} that no document names, so left as they are</h2>
      </summary>
      <SyncList
        all={all.map((one) => ({ ...one, said: '' }))}
        tenants={plan.summary.tenants}
        isFull={look.isFull}
      />
      <p class="hint">hint: {unmanagedHint}</p>
    </details>
  );
}

type SyncsShown = {
  readonly all: readonly SaidOf[];
  readonly tenants: number;
  readonly isFull: boolean | undefined;
};

/** What is said of syncs, what many tenants have once. */
function SyncList({ all, tenants, isFull }: SyncsShown) {
  const groups = [...groupBy(all, ({ said }) => said).values()].flatMap((some) => sameSyncs(some, isFull));
  return (
    <ul>
      {groups.map((group) => (
        <li>
          <Foreign text={sameSyncsName(group, tenants, printable)} />
          {group[0]!.said !== '' && (
            <>
              : <Foreign text={group[0]!.said} />
            </>
          )}
          {group.length > 1 && <Names names={group.map(({ tenant }) => tenant)} what="tenants" />}
        </li>
      ))}
    </ul>
  );
}
