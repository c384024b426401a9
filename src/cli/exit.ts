import type { Plan } from '../reconcile/plan.ts';
import { type PassResult, type Report, resultOf } from '../reconcile/report.ts';

/** The contract's exit codes; 129, 130 and 143 are what shells expect after SIGHUP, Ctrl-C and SIGTERM. */
export const exit = {
  fine: 0,
  error: 1,
  drift: 2,
  refused: 3,
  usage: 64,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** `detailed`: drift that was only looked for has a code of its own. */
export function exitCodeOf(report: Report, { detailed = false } = {}): ExitCode {
  const code = codes[resultOf(report)];
  const isDrift = report.kind === 'planned' && report.plan.changes.length > 0;
  return detailed && code === exit.fine && isDrift ? exit.drift : code;
}

const codes = {
  problems: exit.error,
  refused: exit.refused,
  incomplete: exit.error,
  held: exit.error,
  planned: exit.fine,
  applied: exit.fine,
  inSync: exit.fine,
} as const satisfies Record<PassResult, ExitCode>;

/** Of a command that writes files. */
export function exitCodeOfFiles({ problems, failures }: Pick<Plan, 'problems' | 'failures'>): ExitCode {
  return problems.length + failures.length > 0 ? exit.error : exit.fine;
}

/** `stop` is aborted with the name of the signal. */
export function exitCodeOfStop(stop: AbortSignal): ExitCode {
  if (stop.reason === 'SIGHUP') return exit.hungUp;
  return stop.reason === 'SIGTERM' ? exit.terminated : exit.interrupted;
}
