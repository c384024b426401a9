import pLimit from 'p-limit';
import { groupBy } from '../../base/collections.ts';
import type { Change } from '../../model/change.ts';
import { syncKey } from '../../model/fields/index.ts';
import type { ApprovedPlan } from '../approve.ts';
import type { AppliedChange } from '../outcome.ts';
import { toWrite } from '../plan.ts';
import type { Target } from '../ports.ts';
import { sendControl } from './control.io.ts';
import { sendByOtherName, setsOptions } from './otherName.io.ts';
import { joined, partsOf } from './parts.ts';
import { prove } from './proof.io.ts';
import { sendSettings } from './send.io.ts';
import { endsTenant, notAttempted, type SentChange, wasAccepted } from './sent.ts';
import { activeIn } from './verify.ts';

export type ApplyOptions = {
  /** How many tenants are worked on side by side. */
  readonly concurrency: number;
  /** Once aborted no further request starts; those in flight are finished. */
  readonly stop: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
};

/**
 * Writes an approved plan: one request a change, and one more where it starts or stops the sync; tenants side by side, one
 * request after another within a tenant.
 */
export async function apply(
  plan: ApprovedPlan,
  targets: ReadonlyMap<string, Target>,
  { concurrency, stop, onProgress }: ApplyOptions,
): Promise<readonly AppliedChange[]> {
  const limit = pLimit(concurrency);
  const writes = toWrite(plan);
  let done = 0;
  const advance = () => onProgress?.(++done, writes.length);
  const applied = await Promise.all(
    [...groupBy(writes, (change) => change.tenant)].map(async ([tenant, changes]) => {
      const target = targets.get(tenant)!;
      const sent = await limit(() => sendToTenant(target, changes, stop, advance));
      // A tenant that waits for its worker takes no other tenant's turn.
      const proven = groupBy(await prove(target, sent, stop), syncKey);
      for (const _ of changes.filter(activeIn)) advance();
      return changes.map((change) => joined(change, proven.get(syncKey(change))!));
    }),
  );
  return applied.flat();
}

/** What became of each request, in their order. Where the first of a sync fails, the second is not sent. */
async function sendToTenant(
  target: Target,
  changes: readonly Change[],
  stop: AbortSignal,
  advance: () => void,
): Promise<readonly SentChange[]> {
  const sendPart = createSender(target, stop);
  const sent: SentChange[] = [];
  for (const change of changes) {
    let before: SentChange | undefined;
    for (const part of partsOf(change)) {
      before = before && !wasAccepted(before) ? notAttempted(part, undefined) : await sendPart(part);
      sent.push(before);
    }
    if (!activeIn(change)) advance();
  }
  return sent;
}

/** Sends to one tenant until it is stopped, or a request fails as all that follow would. */
function createSender(target: Target, stop: AbortSignal): (part: Change) => Promise<SentChange> {
  const { wawi } = target;
  let isOtherNameDue = wawi.otherName !== undefined;
  let given: SentChange | undefined;
  return async (part) => {
    if (stop.aborted || given) return notAttempted(part, given);
    let sent = await (activeIn(part) ? sendControl : sendSettings)(wawi, part, stop);
    if (isOtherNameDue && !stop.aborted && setsOptions(sent)) {
      isOtherNameDue = false;
      sent = await sendByOtherName(target, sent, stop);
    }
    if (endsTenant(sent)) given = sent;
    return sent;
  };
}
