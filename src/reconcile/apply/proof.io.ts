import { failed, ok } from '../../base/result.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import type { AppliedChange } from '../outcome.ts';
import type { Target, WawiWriter } from '../ports.ts';
import { judgeControl, judgeSettings, type Reading, type SentChange, type Unproven } from './sent.ts';
import { activeIn, isActiveAsWanted, leftOf } from './verify.ts';

/**
 * Reads the tenant once more for all that the answers did not show: the list for settings, and the status for what was
 * started or stopped, for as long as that may take.
 */
export async function prove(
  { wawi, version }: Target,
  sent: readonly SentChange[],
  stop: AbortSignal,
): Promise<AppliedChange[]> {
  const unproven = sent.filter((one) => 'unproven' in one);
  const controls = unproven.filter(isControl);
  const settings = unproven.filter((one) => !isControl(one));
  const list = settings.length > 0 ? await readSettings(settings, wawi, stop) : undefined;
  const isShown = (statuses: Statuses) =>
    controls.every(({ unproven }) => isActiveAsWanted(unproven, statuses));
  const told = controls.length > 0 ? await orWhy(() => wawi.statusAgain(isShown, stop)) : undefined;
  return sent.map((one) => {
    if ('outcome' in one) return one;
    return isControl(one) ? judgeControl(one, told!, stop.aborted) : judgeSettings(version, one, list!);
  });
}

type Statuses = Awaited<ReturnType<WawiWriter['status']>>;

function isControl({ unproven }: Unproven): boolean {
  return activeIn(unproven) !== undefined;
}

/** What a tenant has after these changes were accepted. */
export function readSettings(
  sent: readonly Unproven[],
  wawi: WawiWriter,
  stop: AbortSignal,
): Promise<Reading> {
  return orWhy(() =>
    wawi.listAgain((syncs) => sent.every(({ unproven }) => leftOf(unproven, syncs).length === 0), stop),
  );
}

async function orWhy<T>(read: () => Promise<T>): Promise<Reading<T>> {
  try {
    return ok(await read());
  } catch (error) {
    if (error instanceof WorldFailure) return failed(error);
    throw error;
  }
}
