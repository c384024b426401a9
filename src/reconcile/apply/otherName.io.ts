import type { FieldChange } from '../../model/fields/index.ts';
import type { AppliedChange } from '../outcome.ts';
import type { Target } from '../ports.ts';
import { readSettings } from './proof.io.ts';
import { configure, orInVain } from './send.io.ts';
import { endsTenant, judgeSettings, type SentChange, type Unproven } from './sent.ts';
import { leftOf, noOptionTook } from './verify.ts';

/**
 * What no option of took, though the server accepted it, is sent once under the other name that options may have. A list
 * decides both times, since an answer may be older than the change.
 */
export async function sendByOtherName(
  target: Target,
  sent: Unproven,
  stop: AbortSignal,
): Promise<AppliedChange> {
  const { wawi, version } = target;
  const [change, otherName] = [sent.unproven, wawi.otherName!];
  const before = await readSettings([sent], wawi, stop);
  const left = before.ok ? leftOf(change, before.value) : [];
  // Null is planned only for `configurations`, and the other name cannot hold it.
  const rest = left.filter((field) => field.after !== null);
  if (!noOptionTook(change, left) || !rest.some(isOption) || stop.aborted)
    return judgeSettings(version, sent, before);

  otherName.use();
  const again = await orInVain(change, sent.attempts, () =>
    configure(wawi, change, rest, stop, sent.attempts),
  );
  const after = 'unproven' in again ? await readSettings([sent], wawi, stop) : undefined;
  const result = 'unproven' in again ? judgeSettings(version, again, after!) : again;
  const took =
    result.outcome === 'applied' || (after?.ok && !noOptionTook(change, leftOf(change, after.value)));
  if (took) await otherName.took();
  else otherName.use();
  // A server that refuses the other name reads the first one, where the value did not take.
  const isRefused = result.outcome === 'failed' && !endsTenant(result);
  return isRefused ? judgeSettings(version, { ...sent, attempts: result.attempts }, before) : result;
}

function isOption({ field }: FieldChange): boolean {
  return field === 'configs';
}

/** Whether it is the first of a tenant's changes that tells which name is read. */
export function setsOptions(sent: SentChange): sent is Unproven {
  return 'unproven' in sent && sent.unproven.fields.some(isOption);
}
