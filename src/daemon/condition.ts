import type { Problem } from '../problems/problem.ts';
import type { DaemonState } from './state.ts';

/** Whether the daemon does its work as it should: why not, as problems. Empty for ready. */
export function unreadiness(state: DaemonState): readonly Problem[] {
  if (!state.lastPass) return [{ code: 'starting', message: 'the first pass has not finished yet' }];
  return [...(state.bad?.problems ?? []), ...state.problems];
}

/**
 * False once no pass has finished for three periods, counted from the start before the first. A schedule that rests for
 * longer, over night perhaps, is waited for: one period more than that.
 */
export function isAlive({ now, startedAt, lastPass, nextPassAt = 0, period }: DaemonState): boolean {
  const last = lastPass?.finishedAt ?? startedAt;
  return period === 0 || now <= Math.max(last + 3 * period, nextPassAt + period);
}
