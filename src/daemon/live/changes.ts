import { timeText } from '../../base/timestamp.ts';
import type { StreamedEventJson } from '../../generated/event.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import { type DaemonState, isAlive, unreadiness } from '../state.ts';

/** A kind of thing that has changed, as those are told who look at the daemon. */
export type LiveChange = StreamedEventJson['changes'][number];

type IsSeen = (before: DaemonState, after: DaemonState) => boolean;

/** How each is seen in what is known before and after; null for what lies beside the state. */
const signs: Readonly<Record<LiveChange, IsSeen | null>> = {
  'pass.began': (before, { pass }) => pass !== undefined && pass.id !== before.pass?.id,
  'pass.finished': (before, { lastPass }) => lastPass?.id !== before.lastPass?.id,
  'pass.failed': ({ pass }, after) => pass !== undefined && !after.pass,
  'tree.bad': (before, { bad }) => bad !== undefined && bad.problems !== before.bad?.problems,
  'tree.recovered': ({ bad }, after) => bad !== undefined && !after.bad,
  'approval.given': (before, { approval }) =>
    approval !== undefined && approval.planId !== before.approval?.planId,
  'approval.ended': ({ approval }, after) => approval !== undefined && !after.approval,
  'tenant.failed': (before, { tenants }) =>
    [...tenants].some(([name, { failing }]) => failing && !isFailing(before, name, failing.retryAt)),
  'tenant.recovered': (before, { answering }) => [...answering].some((name) => !before.answering.has(name)),
  'storage.failed': (before, { storage }) => storage !== undefined && storage.error !== before.storage?.error,
  'storage.recovered': ({ storage }, after) => storage !== undefined && !after.storage,
  'clock.put': ({ startedAt }, after) => startedAt !== after.startedAt,
  history: null,
  health: null,
};

function isFailing({ tenants }: DaemonState, name: string, retryAt: number): boolean {
  return tenants.get(name)?.failing?.retryAt === retryAt;
}

/** All kinds, in the order in which they are told. */
export const liveChanges = Object.keys(signs) as readonly LiveChange[];

/** What of one state is different in the next, for whoever looks. */
export function changesBetween(before: DaemonState, after: DaemonState): readonly LiveChange[] {
  return liveChanges.filter((change) => signs[change]?.(before, after));
}

/** What is told of changes: how things stand in short, and no value of anything. */
export function streamedEvent(state: DaemonState, changes: readonly LiveChange[]): StreamedEventJson {
  const { now, pass, lastPass } = state;
  const isUnderWay = pass !== undefined && pass.id !== lastPass?.id;
  return {
    ...{ formatVersion, changes: [...changes], now: timeText(now) },
    ...{ alive: isAlive(state), ready: unreadiness(state).length === 0 },
    pass: isUnderWay ? { number: pass.number, startedAt: timeText(pass.startedAt) } : null,
    lastPass: lastPass
      ? { number: lastPass.number, result: lastPass.result, finishedAt: timeText(lastPass.finishedAt) }
      : null,
  };
}
