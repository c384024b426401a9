import type { Change } from '../../model/change.ts';
import type { WawiWriter } from '../ports.ts';
import { sendOnce } from './send.io.ts';
import type { SentChange } from './sent.ts';
import { activeIn, isActiveAsWanted } from './verify.ts';

/** Has a sync started or stopped. That it was accepted says only that it was asked for. */
export function sendControl(wawi: WawiWriter, change: Change, stop: AbortSignal): Promise<SentChange> {
  const action = activeIn(change)!.after ? 'start' : 'stop';
  const way = {
    async once(before: number): Promise<SentChange> {
      const answer = await wawi.control(change.sync.id, action, stop);
      return { ...answer, unproven: change, attempts: before + answer.attempts };
    },
    async afterReading(attempts: number): Promise<SentChange> {
      const isDone = isActiveAsWanted(change, await wawi.status(stop));
      return isDone ? { ...change, outcome: 'applied', attempts } : way.once(attempts);
    },
  };
  return sendOnce(change, way, stop);
}
