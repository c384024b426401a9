import { groupBy } from '../base/collections.ts';
import { count, listed } from '../base/text/words.ts';
import { fullTime, type Here, toMinute } from '../base/time/shown.ts';
import type { ContestedValue, Event, HaltEvent, LeftChange, UnmanagedEvent } from '../daemon/events/event.ts';
import type { NoticeType } from '../model/notifications.ts';
import { codes, nextStepFor } from '../problems/codes.ts';
import type { Problem } from '../problems/problem.ts';
import { refusalsOnce } from '../problems/text.ts';
import { troubledTenants } from '../reconcile/plan.ts';
import { shortPlanId } from '../reconcile/safety/waysOut.ts';
import { haltedWords, spanText } from '../report/halted.ts';
import { sameSyncs, sameSyncsName, unmanagedHint, unmanagedNewsWords } from '../report/unmanaged.ts';
import { haltedHint } from '../report/words/said.ts';
import {
  about,
  capped,
  changeLines,
  changesJson,
  countChanges,
  countSyncs,
  failureLines,
  line,
  listProblems,
  mostListed,
  nameOf,
  tenantOf,
} from './lines.ts';
import type { Words } from './notice.ts';

/** What people read of an event, with times in their zone. Undefined for what nobody is told of elsewhere, or was told already. */
export function wordsOf(event: Event, here: Here): Words | undefined {
  if ('isTold' in event && event.isTold) return undefined;
  return (words[event.type] as ((event: Event, here: Here) => Words) | undefined)?.(event, here);
}

type WordsTable = {
  readonly [Type in Event['type']]: Type extends NoticeType
    ? (event: Event & { readonly type: Type }, here: Here) => Words
    : undefined;
};

const words: WordsTable = {
  'tree.bad': ({ problems }) => ({
    severity: 'error',
    summary: `The files have ${count(problems.length, 'problem')}: they are not used until that is mended`,
    ...listProblems(problems),
  }),
  'tree.recovered': () => ({ severity: 'info', summary: 'The files are good again, and used', details: [] }),
  'pass.refused': ({ changes, refusals }) => ({
    severity: 'error',
    summary: line(
      `Pass refused: ${refusalsOnce(refusals)
        .map(({ message }) => message)
        .join('; ')}`,
    ),
    details: capped([...new Set(refusals.map(({ hint }) => line(`hint: ${hint}`)))]),
    changes: changesJson(changes),
    refusals: refusals.slice(0, mostListed),
  }),
  'pass.approved': ({ planId, at, changes }, here) => ({
    severity: 'warning',
    summary: line(`Applied since it was approved: plan ${shortPlanId(planId)}, ${countChanges(changes)}`),
    details: [`approved over HTTP on ${fullTime(toMinute(at), here)}`],
    changes: changesJson(changes),
  }),
  'pass.blocked': ({ problems }) => ({
    severity: 'error',
    summary: `Nothing is written because of ${count(problems.length, 'problem')}`,
    ...listProblems(problems),
  }),
  'pass.resumed': () => ({
    severity: 'info',
    summary: 'Passes are neither refused nor blocked any more',
    details: [],
  }),
  'tenant.blocked': ({ problems }) => ({
    severity: 'error',
    summary: line(
      `Nothing is written on ${namesOf(problems)} because of ${count(problems.length, 'problem')}`,
    ),
    ...listProblems(problems),
    ...tenantOf(problems),
  }),
  'tenant.unblocked': ({ tenants }) => ({
    severity: 'info',
    summary: line(
      `${listed(tenants, mostNames, 'tenant')}: no problems any more, so drift is corrected again`,
    ),
    details: [],
    ...tenantOf(tenants.map((tenant) => ({ tenant }))),
  }),
  'tenant.failed': ({ failing: { failure } }) => ({
    severity: 'error',
    summary: line(`${failure.tenant} failed: ${failure.message} [${failure.code}]`),
    details: [line(`hint: ${nextStepFor(failure)}`)],
    tenant: failure.tenant,
    failure,
  }),
  'tenant.recovered': ({ tenant, afterMs }) => ({
    severity: 'info',
    summary: line(`${tenant} answers again, after ${spanText(afterMs)}`),
    details: [],
    tenant,
  }),
  'change.failed'({ changes }) {
    const lines = failureLines(changes);
    const hints = new Set(changes.flatMap(({ error }) => (error?.hint ? [line(`hint: ${error.hint}`)] : [])));
    const { details, ...rest } = about(changes, lines);
    return {
      severity: 'error',
      summary: `Not corrected: ${lines.length === 1 ? lines[0] : countChanges(changes)}`,
      details: [...details, ...[...hints].slice(0, 3)],
      ...rest,
    };
  },
  'drift.found'({ found }) {
    const lines = changeLines(found.map(({ change, left }) => ({ change, note: ` [${leftWords[left]}]` })));
    const changes = found.map(({ change }) => change);
    return {
      severity: 'warning',
      summary: `Drift found: ${lines.length === 1 ? lines[0] : countChanges(changes)}`,
      ...about(changes, lines),
    };
  },
  'drift.corrected'({ changes }) {
    const lines = changeLines(changes.map((change) => ({ change, note: '' })));
    return {
      severity: 'info',
      summary: `Drift corrected: ${lines.length === 1 ? lines[0] : countChanges(changes)}`,
      ...about(changes, lines),
    };
  },
  'drift.ended'({ ended }) {
    const lines = capped(ended.map((one) => line(`${nameOf(one)}: ${one.now}`)));
    const isOne = ended.length === 1;
    return {
      severity: 'info',
      summary: `Drift ended by itself: ${isOne ? lines[0] : countSyncs(ended)}`,
      details: isOne ? [] : lines,
      ...tenantOf(ended),
      ...(isOne && { sync: ended[0]!.sync }),
    };
  },
  'value.contested': ({ value }, here) => ({
    severity: 'warning',
    summary: line(`Contested: somebody sets ${valueName(value)} back again and again`),
    details: [
      `written ${value.writes} times; left alone until ${fullTime(toMinute(value.nextAt), here)}`,
      'hint: find out who sets it; `mode: observe` only reports it',
    ],
    ...aboutValue(value),
  }),
  'value.calmed': ({ value }) => ({
    severity: 'info',
    summary: line(`Contested no longer: ${valueName(value)}`),
    details: [],
    ...aboutValue(value),
  }),
  'unmanaged.appeared': (event) => syncsNews(event, [`hint: ${unmanagedHint}`]),
  'unmanaged.gone': (event) => syncsNews(event, []),
  'sync.halted': (event) => ({
    severity: 'warning',
    ...haltWords(event, haltedWords(event.longest), [line(`hint: ${haltedHint}`)]),
  }),
  'sync.recovered': (event) => ({ severity: 'info', ...haltWords(event, 'not warned of any more', []) }),
  'storage.failed': ({ error }) => ({
    severity: 'error',
    summary: line(`The state directory cannot be written: ${error}`),
    details: [line(`hint: ${codes['state-dir'].next}`)],
  }),
  'storage.recovered': ({ afterMs }) => ({
    severity: 'info',
    summary: `The state directory can be written again, after ${spanText(afterMs)}`,
    details: [],
  }),
  'drift.seen': undefined,
  'troubles.changed': undefined,
  'report.changed': undefined,
};

const leftWords = {
  observed: 'observed only',
  refused: 'refused',
  blocked: 'not written because of problems',
  contested: 'left alone for now',
  failing: 'left alone for now',
  stopped: 'not sent',
  failed: 'failed',
  notTaken: 'not taken',
  notSent: 'not sent',
  looked: 'only looked',
} as const satisfies Record<LeftChange['left'], string>;

function syncsNews({ type, syncs, tenants }: UnmanagedEvent, more: readonly string[]): Words {
  const lines = sameSyncs(syncs).map((group) => line(sameSyncsName(group, tenants, String)));
  const what = lines.length === 1 ? lines[0] : countSyncs(syncs);
  return {
    severity: 'info',
    summary: line(`${what}: ${unmanagedNewsWords[type]}`),
    details: [...(lines.length === 1 ? [] : capped(lines)), ...more],
    ...tenantOf(syncs),
    ...(syncs.length === 1 && { sync: syncs[0]!.sync }),
    syncs: syncs.slice(0, mostListed),
  };
}

/** `now` is told of each where there are several. */
function haltWords(
  { syncs, tenants }: HaltEvent,
  what: string,
  more: readonly string[],
): Omit<Words, 'severity'> {
  const groups = [...groupBy(syncs, ({ now }) => now)].flatMap(([now, some]) =>
    sameSyncs(some).map((group) => `${sameSyncsName(group, tenants, String)}: ${now}`),
  );
  const [first, ...others] = sameSyncs(syncs);
  const isOne = first && others.length === 0;
  const subject = isOne ? sameSyncsName(first, tenants, String) : countSyncs(syncs);
  return {
    summary: line(`${subject}: ${what}`),
    details: [...capped(groups.map(line)), ...more],
    ...tenantOf(syncs),
    ...(syncs.length === 1 && { sync: syncs[0]!.sync }),
    syncs: syncs.slice(0, mostListed).map(({ tenant, sync }) => ({ tenant, sync })),
  };
}

const mostNames = 3;

function namesOf(problems: readonly Problem[]): string {
  return listed([...troubledTenants({ problems })], mostNames, 'tenant');
}

function valueName({ field, ...where }: ContestedValue): string {
  return `${field} of ${nameOf(where)}`;
}

function aboutValue({ tenant, sync, field, writes, nextAt }: ContestedValue) {
  return { tenant, sync, contested: { field, count: writes, nextAt } };
}
