import type { DaemonState } from '../daemon/state.ts';
import { fieldName, showChange } from '../model/fields/index.ts';
import { syncName } from '../model/syncName.ts';
import type { Problem } from '../problems/problem.ts';
import { type ProblemOptions, problemsText } from '../problems/text.ts';
import type { Report } from '../reconcile/report.ts';
import { reportJson } from '../report/json.ts';
import type { RunFlags } from './flags.ts';
import { jsonLine, renderReport } from './render.ts';
import { paintFor, type Terminal } from './terminal.ts';
import type { World } from './world.ts';

/** Tells of passes: what was done each time, bad news once when it starts and once when it ends, and a line in the log. */
export function createPassTelling(flags: RunFlags, terminal: Terminal, { log, progress }: World) {
  let told = '';
  let badTold = JSON.stringify([]);
  const failing = new Map<string, string>();
  let contested: ReadonlyMap<string, Contest> = new Map();

  function tell(report: Report, state: DaemonState, textOf: ProblemOptions['textOf']): void {
    progress.clear();
    tellTree(state, textOf);
    tellReport(report, state, textOf);
    tellFailures(state);
    tellContests(state);
    logPass(report, state);
  }

  /** What is wrong with the files while older ones are in force; without those the report itself says it. */
  function tellTree({ bad, inForce }: DaemonState, textOf: ProblemOptions['textOf']): void {
    const current = JSON.stringify(bad?.problems ?? []);
    if (current === badTold) return;
    badTold = current;
    if (!bad) {
      log.info({ treeHash: inForce?.treeHash.slice(0, 19) }, 'the files are good again');
      return;
    }
    log.warn(
      { problems: bad.problems.length, first: placed(bad.problems[0]) },
      inForce
        ? 'the files are bad; what was good last stays in force'
        : 'the files are bad, and there are no good ones to enforce yet',
    );
    if (!inForce) return; // the report is about them
    if (flags.output !== 'text') return;
    const options = { paint: paintFor('stdout', terminal, flags.color), width: terminal.columns, textOf };
    terminal.stdout(`${problemsText({ problems: bad.problems, warnings: [] }, options)}\n\n`);
  }

  function tellReport(report: Report, state: DaemonState, textOf: ProblemOptions['textOf']): void {
    if (flags.output === 'json') {
      terminal.stdout(jsonLine(reportJson(report)));
      return;
    }
    const current = gistOf(report, state);
    const isDeed = report.kind === 'applied' && report.changes.some((change) => change.attempts > 0);
    if (!isDeed && current === told) return;
    told = current;
    terminal.stdout(`${renderReport(report, textOf, flags, terminal)}\n`);
  }

  function tellFailures({ tenants, now }: DaemonState): void {
    for (const { name, failing: one } of tenants.values()) {
      const before = failing.get(name);
      if (one && before !== one.failure.code) {
        failing.set(name, one.failure.code);
        const { code, message } = one.failure;
        log.warn(
          { tenant: name, code, error: message, retryAt: timeOf(one.retryAt) },
          'tenant cannot be reached',
        );
      } else if (!one && before !== undefined) {
        failing.delete(name);
        log.info({ tenant: name, at: timeOf(now) }, 'tenant can be reached again');
      }
    }
  }

  function tellContests(state: DaemonState): void {
    const current = contestsOf(state);
    for (const [key, contest] of current) {
      if (!contested.has(key)) log.warn(contest, 'contested: somebody else sets this value again and again');
    }
    for (const [key, { tenant, sync, field }] of contested) {
      if (!current.has(key)) log.info({ tenant, sync, field }, 'no longer contested');
    }
    contested = current;
  }

  function logPass({ plan }: Report, state: DaemonState): void {
    const { summary, id, revision } = plan;
    const pass = state.lastPass!;
    const { inSync, changes, observed, problems, failures } = summary;
    const fields = {
      pass: pass.number,
      reasons: pass.reasons.join(','),
      result: pass.result,
      inSync,
      changes,
      ...(observed > 0 && { observed }),
      ...(problems > 0 && { problems }),
      ...(failures > 0 && { failures }),
      plan: id.slice(7, 19),
      ...(revision && { revision: revision.slice(0, 12) }),
      ms: pass.finishedAt - pass.startedAt,
      ...(state.nextPassAt !== undefined && { next: timeOf(state.nextPassAt) }),
    };
    log.info(fields, 'pass finished');
  }

  return { tell };
}

/** Two passes with one gist have the same news: what could not be corrected, and what was only looked at. */
function gistOf(report: Report, { tenants }: DaemonState): string {
  const { plan } = report;
  const failing = [...tenants.values()].flatMap(({ name, failing }) =>
    failing ? [name, failing.failure.code] : [],
  );
  const left =
    report.kind === 'applied' ? report.changes.filter(({ outcome }) => outcome !== 'applied') : plan.changes;
  const observed = plan.changes.filter((change) => change.mode === 'observe');
  const gists = [...left, ...observed].map(({ tenant, sync, fields }) => [
    tenant,
    sync.id,
    fields.map(showChange),
  ]);
  const problems = plan.problems.map((problem) => [problem.message, problem.origin]);
  const refusals = report.kind === 'refused' ? report.refusals : [];
  return JSON.stringify([
    [...new Set(gists.map((gist) => JSON.stringify(gist)))].sort(),
    problems,
    refusals,
    failing,
  ]);
}

type Contest = {
  readonly tenant: string;
  readonly sync: string;
  readonly field: string;
  readonly writes: number;
  readonly nextAt: string;
};

function contestsOf({ tenants }: DaemonState): ReadonlyMap<string, Contest> {
  const contests = [...tenants.values()].flatMap(({ name, syncs }) =>
    syncs.flatMap(({ sync, contested }) =>
      contested.map(({ field, writes, nextAt }) => ({
        tenant: name,
        sync: syncName(sync),
        field: fieldName(field),
        writes,
        nextAt: timeOf(nextAt),
      })),
    ),
  );
  return new Map(contests.map((one) => [JSON.stringify([one.tenant, one.sync, one.field]), one]));
}

function placed(problem: Problem | undefined): string {
  const origin = problem?.origin;
  return `${origin ? `${origin.file}:${origin.line}:${origin.column}: ` : ''}${problem?.message ?? ''}`;
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}
