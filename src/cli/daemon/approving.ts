import type { Log } from '../../base/log.ts';
import { count } from '../../base/text/words.ts';
import { timeText } from '../../base/timestamp.ts';
import { type Approving, extentOf } from '../../daemon/approval.ts';
import { refusedAt } from '../../daemon/server/token.ts';
import { Concealed } from '../../model/secret.ts';
import { type Approval, shortPlanId } from '../../reconcile/safety/waysOut.ts';

/** Who may approve plans, and what is told of it: nobody knows who it was, but when. */
export function createApproving(env: Readonly<Record<string, string | undefined>>, log: Log) {
  const token = env.SOLLIST_TOKEN === undefined ? undefined : new Concealed(env.SOLLIST_TOKEN);
  return {
    /** What whoever asks the daemon for something must send. */
    token,
    refusedAt: refusedAt(token),
    by:
      ({ approve }: { readonly approve: (planId: string) => Approving }) =>
      (planId: string, where: 'over HTTP' | 'on the page' = 'over HTTP'): Approving => {
        const answer = approve(planId);
        if (answer.kind === 'approved') tellApproved(answer, where, log);
        return answer;
      },
    onExpired({ planId, at }: Approval): void {
      const id = shortPlanId(planId);
      const words = `! the approval of plan ${id} has ended unused`;
      log.warn({ plan: id, approvedAt: timeText(at) }, 'an approval has ended unused', words);
    },
  };
}

function tellApproved(
  { approval, plan }: Extract<Approving, { kind: 'approved' }>,
  where: string,
  log: Log,
): void {
  const { changes, tenants } = extentOf(plan);
  const id = shortPlanId(plan.id);
  const words = `✓ plan ${id} was approved ${where}: ${count(changes, 'change')} on ${count(tenants, 'tenant')}`;
  log.info({ plan: id, changes, tenants, until: timeText(approval.until) }, `plan approved ${where}`, words);
}
