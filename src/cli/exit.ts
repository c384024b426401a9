import type { Plan } from '../reconcile/plan.ts';
import { type Report, succeeded } from '../reconcile/report.ts';

/** The contract's exit codes; 130 and 143 are what shells expect after Ctrl-C and SIGTERM. */
export const exit = {
  fine: 0,
  error: 1,
  drift: 2,
  refused: 3,
  usage: 64,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** `detailed`: drift that was only looked for has a code of its own. */
export function exitCodeOf(report: Report, { detailed = false } = {}): ExitCode {
  if (report.kind === 'refused') return exit.refused;
  if (report.kind === 'problems' || !succeeded(report)) return exit.error;
  return detailed && report.kind === 'planned' && report.plan.changes.length > 0 ? exit.drift : exit.fine;
}

/** Of a command that writes files. */
export function exitCodeOfFiles({ problems, failures }: Pick<Plan, 'problems' | 'failures'>): ExitCode {
  return problems.length + failures.length > 0 ? exit.error : exit.fine;
}

/** `stop` is aborted with the name of the signal. */
export function exitCodeOfStop(stop: AbortSignal): ExitCode {
  return stop.reason === 'SIGTERM' ? exit.terminated : exit.interrupted;
}
