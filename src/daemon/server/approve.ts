import { parsedJson } from '../../base/text/json.ts';
import { timeText } from '../../base/timestamp.ts';
import type { ApprovalJson } from '../../generated/approval.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import { shortPlanId } from '../../reconcile/safety/waysOut.ts';
import { type Approving, extentOf } from '../approval.ts';
import { json, refused } from './answer.ts';

/** Answers whoever approves a plan: `{ "plan": "sha256:…" }`. */
export function approval(body: string, approve: (planId: string) => Approving): Response {
  const planId = planIn(body);
  if (planId === undefined) return malformed('the body is no JSON object with a text as `plan`');
  const answer = approve(planId);
  switch (answer.kind) {
    case 'approved': {
      const { approval, plan } = answer;
      const about = { plan: plan.id, until: timeText(approval.until), ...extentOf(plan) };
      return json(202, { formatVersion, accepted: true, ...about } satisfies ApprovalJson);
    }
    case 'malformed':
      return malformed('`plan` is no id of a plan');
    case 'ambiguous':
      return refused(409, {
        code: 'ambiguous-plan',
        message: 'so few characters do not tell which plan is meant',
        hint: 'send more of the id',
      });
    case 'another':
      return refused(409, { code: 'not-refused', ...whatIsRefused(answer.refused?.id) });
  }
}

function whatIsRefused(id: string | undefined) {
  if (id === undefined) {
    const hint = 'look at what it does now: sollist status';
    return { message: 'no plan is refused now, so there is none to approve', hint };
  }
  const message = `this is not the plan that was refused last, which is ${shortPlanId(id)} (${id})`;
  return { message, hint: 'look at that one, and approve it by its own id' };
}

function malformed(message: string): Response {
  return refused(400, { code: 'bad-parameter', message, hint: 'send {"plan":"sha256:…"}' });
}

function planIn(body: string): string | undefined {
  const plan = (parsedJson(body) as { plan?: unknown } | null | undefined)?.plan;
  return typeof plan === 'string' ? plan.trim() : undefined;
}
