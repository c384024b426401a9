import type { Change } from '../../model/change.ts';
import { type FieldChange, settingsOf } from '../../model/fields/index.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import type { WawiWriter } from '../ports.ts';
import { inVain, type SentChange } from './sent.ts';
import { leftOf, residual } from './verify.ts';

/** Sets the interval and options of a sync. */
export function sendSettings(wawi: WawiWriter, change: Change, stop: AbortSignal): Promise<SentChange> {
  const way = {
    once: (attempts: number) => configure(wawi, change, change.fields, stop, attempts),
    async afterReading(attempts: number): Promise<SentChange> {
      const left = leftOf(change, await wawi.list(stop));
      if (left.length === 0) return { ...change, outcome: 'applied', attempts };
      return configure(wawi, change, left, stop, attempts);
    },
  };
  return sendOnce(change, way, stop);
}

export async function configure(
  wawi: WawiWriter,
  change: Change,
  fields: readonly FieldChange[],
  stop: AbortSignal,
  attemptsBefore: number,
): Promise<SentChange> {
  const answer = await wawi.configure(change.sync.id, settingsOf(fields), stop);
  const attempts = attemptsBefore + answer.attempts;
  const proven = answer.sync !== undefined && residual(change, answer.sync).length === 0;
  return proven ? { ...change, outcome: 'applied', attempts } : { ...answer, unproven: change, attempts };
}

/** One way to send a change. `attempts` is the number of requests before. */
type Way = {
  readonly once: (attempts: number) => Promise<SentChange>;
  /** Reads what the change is about, and sends what still differs. */
  readonly afterReading: (attempts: number) => Promise<SentChange>;
};

/** One request, and one more after reading again where somebody else changed the sync meanwhile (409). */
export async function sendOnce(change: Change, way: Way, stop: AbortSignal): Promise<SentChange> {
  try {
    return await way.once(0);
  } catch (error) {
    if (!(error instanceof WorldFailure)) throw error;
    if (error.code !== 'changed-meanwhile' || stop.aborted) return inVain(change, error, error.attempts);
    return orInVain(change, error.attempts, way.afterReading);
  }
}

export async function orInVain(
  change: Change,
  attempts: number,
  work: (attempts: number) => Promise<SentChange>,
): Promise<SentChange> {
  try {
    return await work(attempts);
  } catch (error) {
    if (!(error instanceof WorldFailure)) throw error;
    return inVain(change, error, attempts + error.attempts);
  }
}
