import { createOnce } from '../../base/collections.ts';
import type { StatusJson } from '../../generated/status.ts';
import { sameRefusals } from '../../problems/sameMessage.ts';
import type { Plan } from '../../reconcile/plan.ts';
import { shortPlanId } from '../../reconcile/safety/waysOut.ts';
import { Message } from '../../report/html/kit/message.tsx';
import { Time } from '../../report/html/kit/time.tsx';
import { groupsOf } from '../../report/sameness.ts';
import { ApproveButton } from '../actions/buttons.tsx';
import type { View } from '../view.ts';
import { Changes } from './changes.tsx';
import { Notice } from './obstacles.tsx';

type RefusedOptions = {
  readonly view: View;
  readonly refused: NonNullable<StatusJson['refused']>;
  readonly plan: Plan;
  /** It waits for the pass that writes it. */
  readonly isApproved: boolean;
};

const once = createOnce<ReturnType<typeof groupsOf<Plan['changes'][number]>>>();

/** The plan that was not let to be written, whole: why, what would allow it, and each change. */
export function Refused({ view, refused, plan, isApproved }: RefusedOptions) {
  const { fleet } = view.words;
  const groups = once(plan, [], () => groupsOf(plan.changes));
  const { since, changes, values, tenants, reasons, waysOut } = refused;
  return (
    <Notice id="refused" tone="refused" title={fleet.refusedPlan(shortPlanId(plan.id))}>
      <p>
        <Time at={Date.parse(since)} reader={view} />:{' '}
        {[fleet.syncs(changes), fleet.values(values), fleet.tenants(tenants)].join(', ')}
      </p>
      <ul class="messages">
        {sameRefusals(reasons).map(([first, ...others]) => (
          <li>
            <Message text={first!.message} />
            {others.length > 0 && ` (+ ${others.length})`}
          </li>
        ))}
      </ul>
      {!isApproved && <ApproveButton view={view} plan={plan.id} />}
      <h3>{fleet.waysOut}</h3>
      <ul class="messages">
        {waysOut.map((way) => (
          <li>
            <Message text={way} />
          </li>
        ))}
      </ul>
      <h3>{fleet.whatItChanges}</h3>
      <Changes view={view} groups={groups} tenants={plan.summary.tenants} isWhole />
    </Notice>
  );
}
