import { sha256 } from '../base/hash.ts';
import type { Change } from '../model/change.ts';
import { type FieldChange, storedKey, wantedInClear } from '../model/fields/index.ts';
import type { Mode } from '../model/mode.ts';
import { sentIn } from '../reconcile/notWritten.ts';
import type { AppliedChange, Hold } from '../reconcile/outcome.ts';
import type { Report } from '../reconcile/report.ts';
import { backOffAfter } from './backOff.ts';
import type { Effort, Efforts, EffortTarget, PassTime } from './state.ts';

/** Two are the same where the same would be written. A secret is in it: on disk a salted digest stands for it. */
function wantedBy(field: FieldChange): string {
  return JSON.stringify(wantedInClear(field));
}

/** A value that was written comes back, and comes back again: with the write after its second return it is contested. */
const contestedFrom = 3;

function isWanted({ wanted }: Effort, field: FieldChange): boolean {
  const now = wantedBy(field);
  if (!wanted.startsWith(digestMark)) return wanted === now;
  const [, salt = ''] = wanted.split(':');
  return wanted === digestOfWanted(now, salt);
}

const digestMark = 'salted:';

/** What may lie on disk of what is wanted. */
export function digestOfWanted(wanted: string, salt: string): string {
  return wanted.startsWith(digestMark) ? wanted : `${digestMark}${salt}:${sha256(`${salt}${wanted}`)}`;
}

export function isContested(effort: Effort | undefined): boolean {
  return effort !== undefined && effort.writes >= contestedFrom;
}

const longestWait = 6 * 3_600_000;

/** Milliseconds to leave a value alone after it was written: 1, 2, 4 … periods once it is contested, 6 hours at most. */
export function waitAfter({ writes, failures }: Pick<Effort, 'writes' | 'failures'>, period: number): number {
  const times = writes - contestedFrom;
  const pause = times < 0 ? 0 : Math.min(longestWait, period * 2 ** Math.min(times, 40));
  return Math.max(pause, failures === 0 ? 0 : backOffAfter(failures));
}

/** Until when a value rests after its last write, and why. */
export function restOf(effort: Effort, period: number): Hold {
  const why = effort.failures > 0 ? 'failing' : 'contested';
  return { until: effort.at + waitAfter(effort, period), why };
}

/** Undefined for a value that may be written now. An edit in git asks for another value, and starts anew. */
export function holdOf(
  efforts: Efforts,
  change: Pick<Change, 'tenant' | 'sync'>,
  field: FieldChange,
  { now, period }: PassTime,
): Hold | undefined {
  const effort = efforts.get(storedKey({ ...change, field }));
  if (!effort || !isWanted(effort, field)) return undefined;
  const rest = restOf(effort, period);
  // Passes are jittered and take their time: the one nearest to the end of so many periods is meant, not the one after.
  const slack = rest.why === 'contested' ? period / 2 : 0;
  return rest.until - slack > now ? rest : undefined;
}

/** What is known after a pass has written `changes`. */
export function afterWrites(efforts: Efforts, changes: readonly AppliedChange[], now: number): Efforts {
  const known = new Map(efforts);
  for (const change of changes) {
    if (change.outcome === 'notAttempted' || change.outcome === 'refused') continue;
    for (const field of change.fields) {
      const key = storedKey({ ...change, field });
      const about = { tenant: change.tenant, sync: change.sync, field };
      known.set(key, afterWrite(efforts.get(key), about, wasInVain(change, field), now));
    }
  }
  return known;
}

/** A start or stop that the status does not show was set back by nobody: the worker service may be down. */
function wasInVain({ outcome, residual = [] }: AppliedChange, field: FieldChange): boolean {
  return outcome === 'failed' || (field.field === 'active' && residual.includes(field));
}

function afterWrite(before: Effort | undefined, about: EffortTarget, hasFailed: boolean, at: number): Effort {
  const wanted = wantedBy(about.field);
  const isSame = before !== undefined && isWanted(before, about.field);
  const { writes, failures } = isSame ? before : { writes: 0, failures: 0 };
  const tried = hasFailed ? { writes, failures: failures + 1 } : { writes: writes + 1, failures: 0 };
  return { about, wanted, ...tried, at };
}

/**
 * What is worth remembering: a value that has kept still for twice as long as it would be left alone is forgotten, so
 * that what was contested once is not for ever. `drifting` holds the keys of values that differ.
 */
export function calm(efforts: Efforts, drifting: ReadonlySet<string>, { now, period }: PassTime): Efforts {
  const isOver = (effort: Effort) => now - effort.at >= 2 * Math.max(period, waitAfter(effort, period));
  return new Map([...efforts].filter(([key, effort]) => drifting.has(key) || !isOver(effort)));
}

/**
 * The efforts worth remembering after a pass that came to `report`. Of a tenant that was not seen nothing is forgotten;
 * of a value that is only observed by now, all is: nobody fights over it any more.
 */
export function effortsAfter(before: Efforts, report: Report, time: PassTime): Efforts {
  const efforts = afterWrites(before, sentIn(report), time.now);
  const { tenants, changes } = report.plan;
  const seenNow = new Set(tenants.map((tenant) => tenant.name));
  const keysOf = (mode: Mode) =>
    changes
      .filter((change) => change.mode === mode)
      .flatMap((change) => change.fields.map((field) => storedKey({ ...change, field })));
  const drifting = new Set(keysOf('enforce'));
  const observed = new Set(keysOf('observe').filter((key) => !drifting.has(key)));
  const unseen = [...efforts].flatMap(([key, { about }]) => (seenNow.has(about.tenant) ? [] : [key]));
  const fought = new Map([...efforts].filter(([key]) => !observed.has(key)));
  return calm(fought, new Set([...drifting, ...unseen]), time);
}
