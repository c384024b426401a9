import type { DaemonState } from '../daemon/state.ts';
import type { Change } from '../model/change.ts';
import { type FieldChange, fieldKey, storedKey, syncKey } from '../model/fields/index.ts';
import type { Failure, Problem } from '../problems/problem.ts';
import { isHeldBack, type SyncVerdict, verdictsOf, wasSentInVain } from '../reconcile/notWritten.ts';
import type { AppliedChange } from '../reconcile/outcome.ts';
import { type Plan, toWrite } from '../reconcile/plan.ts';
import type { Report } from '../reconcile/report.ts';
import {
  type Contested,
  changeFailed,
  driftCorrected,
  driftEnded,
  driftFound,
  type EndedSync,
  type LeftChange,
  type LeftWhy,
  type Notice,
  passBlocked,
  passRefused,
  passResumed,
  tenantFailed,
  tenantRecovered,
  treeBad,
  treeRecovered,
  valueCalmed,
  valueContested,
  type Words,
} from './words.ts';

/** What is known after a pass, apart from its report. */
export type NoticeContext = {
  readonly now: Date;
  /** What woke the pass. */
  readonly reasons: readonly string[];
  readonly revision: string | null;
  readonly contested: readonly Contested[];
  /** The problems for which the newest files are not used; undefined where they are. */
  readonly badTree: readonly Problem[] | undefined;
  /** Those in force, also of tenants that were not tried in this pass because they back off. */
  readonly failures: readonly Failure[];
};

/** What the daemon knows after a pass, as far as notices go. */
export function noticeContext(state: DaemonState): NoticeContext {
  const tenants = [...state.tenants.values()];
  return {
    now: new Date(state.now),
    reasons: state.lastPass?.reasons ?? [],
    revision: state.inForce?.revision ?? null,
    contested: tenants.flatMap(({ name, syncs }) =>
      syncs.flatMap(({ sync, contested }) =>
        contested.map(({ field, writes, nextAt }) => ({ tenant: name, sync, field, count: writes, nextAt })),
      ),
    ),
    badTree: state.bad?.problems,
    failures: tenants.flatMap(({ failing }) => (failing ? [failing.failure] : [])),
  };
}

/** Remembers what was told, so that each change of state is told once and a state that lasts is not told again. */
export type Notices = {
  readonly after: (report: Report, context: NoticeContext) => readonly Notice[];
};

export type NoticesOptions = {
  /** Hex digest of a text. */
  readonly sha256: (text: string) => string;
};

export function createNotices({ sha256 }: NoticesOptions): Notices {
  const watches = [
    watchTree(sha256),
    watchPasses(sha256),
    watchTenants(),
    watchDrift(),
    watchContested(),
  ] as const satisfies readonly Watch[];
  let last: ReadonlySet<string> = new Set();
  return {
    after(report, context) {
      const events = watches.flatMap((watch) => watch(report, context));
      const notices = events.map((event) => stamp(event, report.plan, context, sha256));
      // One pass that is told of twice has corrected once.
      const fresh = notices.filter(({ id }) => !last.has(id));
      last = new Set(notices.map(({ id }) => id));
      return fresh;
    },
  };
}

/** `subject` tells apart the events of one type in one pass. */
type Event = { readonly subject: string; readonly words: Words };
type Watch = (report: Report, context: NoticeContext) => readonly Event[];
type Digest = NoticesOptions['sha256'];

function stamp({ subject, words }: Event, plan: Plan, context: NoticeContext, sha256: Digest): Notice {
  const { now, reasons, revision } = context;
  const time = now.getTime();
  const id = sha256(JSON.stringify([words.type, subject, plan.id, time])).slice(0, 32);
  return { ...words, id, time, planId: plan.id, revision, reasons };
}

function watchTree(sha256: Digest): Watch {
  const told = new Set<string>();
  return (_, { badTree }) => {
    if (!badTree || badTree.length === 0) {
      if (told.size === 0) return [];
      told.clear();
      return [{ subject: '', words: treeRecovered() }];
    }
    const key = problemsKey(badTree, sha256);
    return isNew(told, key) ? [{ subject: key, words: treeBad(badTree) }] : [];
  };
}

/** Passes that are refused or blocked as a whole, each plan and each set of problems once until passes write again. */
function watchPasses(sha256: Digest): Watch {
  const told = new Set<string>();
  return (report, { badTree, failures }) => {
    const { plan } = report;
    if (report.kind === 'refused') {
      const words = passRefused(toWrite(plan), report.refusals);
      return isNew(told, plan.id) ? [{ subject: plan.id, words }] : [];
    }
    if (report.kind === 'problems') {
      const problems = otherThan(badTree ?? [], plan.problems);
      const key = problemsKey(problems, sha256);
      return problems.length > 0 && isNew(told, key) ? [{ subject: key, words: passBlocked(problems) }] : [];
    }
    // Where a tenant did not answer, what was refused may be just what is not seen.
    const writesAgain = report.kind === 'applied' || failures.length + plan.failures.length === 0;
    if (told.size === 0 || !writesAgain) return [];
    told.clear();
    return [{ subject: '', words: passResumed() }];
  };
}

function watchTenants(): Watch {
  const since = new Map<string, number>();
  return ({ plan }, { failures, now }) => {
    // What was cut short because sollist stops says nothing of the tenant.
    const inForce = [...plan.failures, ...failures].filter(({ code }) => code !== 'stopped');
    const failing = new Map(inForce.map((failure) => [failure.tenant, failure]));
    const started = [...failing.values()].filter(({ tenant }) => !since.has(tenant));
    for (const { tenant } of started) since.set(tenant, now.getTime());
    const ended = plan.tenants.filter(({ name }) => since.has(name) && !failing.has(name));
    const recovered = ended.map(({ name }): Event => {
      const words = tenantRecovered(name, now.getTime() - since.get(name)!);
      since.delete(name);
      return { subject: name, words };
    });
    return [
      ...started.map((failure) => ({ subject: failure.tenant, words: tenantFailed(failure) })),
      ...recovered,
    ];
  };
}

function watchContested(): Watch {
  const known = new Map<string, Contested>();
  return (_, { contested }) => {
    const current = new Map(contested.map((one) => [contestedKey(one), one]));
    const started = [...current].filter(([key]) => !known.has(key));
    const ended = [...known].filter(([key]) => !current.has(key));
    for (const [key] of ended) known.delete(key);
    for (const [key, one] of current) known.set(key, one);
    return [
      ...started.map(([subject, one]) => ({ subject, words: valueContested(one) })),
      ...ended.map(([subject, one]) => ({ subject, words: valueCalmed(one) })),
    ];
  };
}

/** An option that syncs share is one value, whichever of them it was written to last. */
function contestedKey(contested: Contested): string {
  return storedKey(contested);
}

/** Drift of one sync that was told of: which fields, and with which error where it could not be corrected. */
type Told = Pick<Change, 'tenant' | 'sync'> & {
  readonly fields: ReadonlySet<string>;
  readonly error: string | undefined;
};

function watchDrift(): Watch {
  const told = new Map<string, Told>();
  return (report) => {
    const verdicts = judge(report);
    const fresh = verdicts.filter((verdict) => isNews(verdict, told.get(syncKey(verdict.change))));
    const ended = endedOf(report.plan, told);
    for (const verdict of verdicts) remember(verdict, told);
    for (const one of ended) told.delete(syncKey(one));
    return [
      ...event(failuresIn(fresh), changeFailed),
      ...event(leftIn(fresh), driftFound),
      ...event(correctedIn(verdicts), driftCorrected),
      ...event(ended, driftEnded),
    ];
  };
}

function event<T>(found: readonly T[], say: (found: readonly T[]) => Words): readonly Event[] {
  return found.length > 0 ? [{ subject: '', words: say(found) }] : [];
}

/** What became of the drift of one sync: some fields were corrected, the others were left or failed. */
type Verdict = {
  readonly change: Change;
  readonly corrected: readonly FieldChange[];
  readonly rest:
    | { readonly kind: 'none' }
    | { readonly kind: 'left'; readonly left: LeftWhy; readonly fields: readonly FieldChange[] }
    | { readonly kind: 'failed'; readonly applied: AppliedChange; readonly fields: readonly FieldChange[] };
};

/** Without what was not attempted for no other reason than that sollist stops: the next start will see to it. */
function judge(report: Report): readonly Verdict[] {
  return verdictsOf(report)
    .filter(({ left }) => left.length === 0 || left.some(({ why }) => why.why !== 'stopped'))
    .map(({ change, written, left }) => ({ change, corrected: written, rest: restOf(change, left) }));
}

function restOf(change: SyncVerdict['change'], left: SyncVerdict['left']): Verdict['rest'] {
  const fields = left.map(({ field }) => field);
  if (fields.length === 0) return { kind: 'none' };
  if ('outcome' in change && left.some(({ why }) => wasSentInVain(why))) {
    return { kind: 'failed', applied: change, fields };
  }
  const whys = left.map(({ why }) => why);
  const gravest =
    whys.find((why) => !isHeldBack(why) && why.why !== 'stopped') ?? whys.find(isHeldBack) ?? whys[0]!;
  return { kind: 'left', left: gravest.why, fields };
}

/** Another field than those that were told, or another error than the one that was. */
function isNews({ change, rest }: Verdict, told: Told | undefined): boolean {
  switch (rest.kind) {
    case 'none':
      return false;
    case 'left':
      return rest.fields.some((field) => !told?.fields.has(fieldKey({ ...change, field })));
    case 'failed':
      return told?.error !== errorOf(rest.applied);
  }
}

function remember({ change, rest }: Verdict, told: Map<string, Told>): void {
  const key = syncKey(change);
  if (rest.kind === 'none') {
    told.delete(key);
    return;
  }
  const { tenant, sync } = change;
  const error = rest.kind === 'failed' ? errorOf(rest.applied) : told.get(key)?.error;
  told.set(key, { tenant, sync, fields: new Set(keysOf(change, rest.fields)), error });
}

function errorOf({ error, outcome }: AppliedChange): string {
  return error?.code ?? outcome;
}

function failuresIn(verdicts: readonly Verdict[]): readonly AppliedChange[] {
  return verdicts.flatMap(({ rest }) => (rest.kind === 'failed' ? [rest.applied] : []));
}

function leftIn(verdicts: readonly Verdict[]): readonly LeftChange[] {
  return verdicts.flatMap(({ change, rest }) =>
    rest.kind === 'left' ? [{ change: { ...planned(change), fields: rest.fields }, left: rest.left }] : [],
  );
}

function correctedIn(verdicts: readonly Verdict[]): readonly Change[] {
  return verdicts.flatMap(({ change, corrected }) =>
    corrected.length > 0 ? [{ ...planned(change), fields: corrected }] : [],
  );
}

/** Without what became of it, which holds for all its fields together. */
function planned({ tenant, sync, mode, origin, fields }: Change): Change {
  return { tenant, sync, mode, origin, fields };
}

/** Only a tenant that answered can tell that drift is gone. */
function endedOf({ tenants }: Plan, told: ReadonlyMap<string, Told>): readonly EndedSync[] {
  if (told.size === 0) return [];
  const answered = new Set(tenants.map(({ name }) => name));
  const standings = new Map(
    tenants.flatMap(({ name, standings }) =>
      standings.map((one) => [syncKey({ ...one, tenant: name }), one]),
    ),
  );
  return [...told].flatMap(([key, { tenant, sync }]): EndedSync[] => {
    const standing = standings.get(key);
    if (!answered.has(tenant) || standing?.differs) return [];
    const now = standing ? (standing.suspension ? 'suspended' : 'in sync') : 'no longer managed';
    return [{ tenant, sync, now }];
  });
}

function keysOf(change: Change, fields: readonly FieldChange[]): readonly string[] {
  return fields.map((field) => fieldKey({ ...change, field }));
}

function otherThan(known: readonly Problem[], problems: readonly Problem[]): readonly Problem[] {
  const keys = new Set(known.map(problemKey));
  return problems.filter((problem) => !keys.has(problemKey(problem)));
}

/** Lines play no part: they move with every edit above them. */
function problemKey({ code, message, origin }: Problem): string {
  return JSON.stringify([code, message, origin?.file]);
}

function problemsKey(problems: readonly Problem[], sha256: Digest): string {
  return sha256(JSON.stringify(problems.map(problemKey).sort()));
}

/** So many keys are remembered: who has seen as many different ones is told again. */
const mostRemembered = 1_000;

function isNew(told: Set<string>, key: string): boolean {
  if (told.has(key)) return false;
  if (told.size >= mostRemembered) told.clear();
  told.add(key);
  return true;
}
