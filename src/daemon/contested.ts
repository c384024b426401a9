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

/** The first correction and the first return are ordinary drift: with the second return a value is contested. */
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
  return effort !== undefined && effort.corrections >= contestedFrom;
}

const longestWait = 6 * 3_600_000;

/** Milliseconds to leave a value alone after it was written: 1, 2, 4 … periods once it is contested, 6 hours at most. */
export function waitAfter(
  { corrections, failures }: Pick<Effort, 'corrections' | 'failures'>,
  period: number,
): number {
  const times = corrections - contestedFrom;
  const pause = times < 0 ? 0 : Math.min(longestWait, period * 2 ** Math.min(times, 40));
  return Math.max(pause, failures === 0 ? 0 : backOffAfter(failures));
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
  const until = effort.at + waitAfter(effort, period);
  const why = effort.failures > 0 ? 'failing' : 'contested';
  // Passes are jittered and take their time: the one nearest to the end of so many periods is meant, not the one after.
  const slack = why === 'contested' ? period / 2 : 0;
  return until - slack > now ? { until, why } : undefined;
}

/** What is known after a pass has written `changes`. `isNew`: what is wanted of the tenant may be something else than it was. */
export function afterWrites(
  efforts: Efforts,
  changes: readonly AppliedChange[],
  now: number,
  isNew: (tenant: string) => boolean = () => false,
): Efforts {
  const known = new Map(efforts);
  for (const change of changes) {
    if (change.outcome === 'notAttempted' || change.outcome === 'refused') continue;
    for (const field of change.fields) {
      const key = storedKey({ ...change, field });
      const about = { tenant: change.tenant, sync: change.sync, field };
      const hasFailed = change.outcome === 'failed';
      known.set(key, afterWrite(efforts.get(key), about, hasFailed, now, isNew(change.tenant)));
    }
  }
  return known;
}

function afterWrite(
  effort: Effort | undefined,
  about: EffortTarget,
  hasFailed: boolean,
  at: number,
  isNew: boolean,
): Effort {
  const wanted = wantedBy(about.field);
  const before = effort && isWanted(effort, about.field) ? effort : undefined;
  const { writes, corrections, failures } = before ?? { writes: 0, corrections: 0, failures: 0 };
  if (hasFailed) return { about, wanted, writes, corrections, failures: failures + 1, at };
  const isCorrection = writes > 0 || wasSetByOthers(about.field, before === undefined && !isNew);
  return {
    ...{ about, wanted, writes: writes + 1, corrections: corrections + (isCorrection ? 1 : 0) },
    ...{ failures: 0, at },
  };
}

/** Where the journal does not know who made a value differ, it was somebody else if it was as wanted at the last look. */
function wasSetByOthers({ cause }: FieldChange, wasAsWanted: boolean): boolean {
  return cause === 'live' || (cause === 'unknown' && wasAsWanted);
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
export function effortsAfter(
  before: Efforts,
  report: Report,
  time: PassTime,
  isNew?: (tenant: string) => boolean,
): Efforts {
  const efforts = afterWrites(before, sentIn(report), time.now, isNew);
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
