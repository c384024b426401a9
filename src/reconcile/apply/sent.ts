import type { Result } from '../../base/result.ts';
import type { Change } from '../../model/change.ts';
import type { WorkerStatus } from '../../model/health.ts';
import type { ObservedSync } from '../../model/observed.ts';
import type { ApiVersion } from '../../model/settings.ts';
import type { FailureCode, WorldFailure } from '../../problems/worldFailure.ts';
import type { AppliedChange } from '../outcome.ts';
import { activeIn, dialectHint, isActiveAsWanted, leftOf } from './verify.ts';

/** A change whose request is done. `unproven`: accepted, but nothing shows yet that it took. */
export type SentChange = AppliedChange | Unproven;
export type Unproven = {
  readonly unproven: Change;
  readonly attempts: number;
  /** What the answer says of an error. */
  readonly said?: string;
};

/** What a tenant shows, or why it could not be read. */
export type Reading<T = readonly ObservedSync[]> = Result<T, WorldFailure>;

export function inVain(
  change: Change,
  { code, message, hint }: WorldFailure,
  attempts: number,
): AppliedChange {
  // Stopped while it waited for its turn.
  if (code === 'stopped' && attempts === 0) return notAttempted(change, undefined);
  return { ...change, outcome: 'failed', attempts, error: { code, message, ...(hint && { hint }) } };
}

export function notAttempted(change: Change, given: SentChange | undefined): AppliedChange {
  if (!given || !('error' in given) || !given.error)
    return { ...change, outcome: 'notAttempted', attempts: 0 };
  const message = `not sent, since an earlier request to ${change.tenant} failed: ${given.error.message}`;
  return { ...change, outcome: 'notAttempted', attempts: 0, error: { code: given.error.code, message } };
}

export function wasAccepted(result: SentChange): boolean {
  return 'unproven' in result || result.outcome === 'applied' || result.outcome === 'notConverged';
}

/** Failures of a tenant rather than of one sync: the next request would meet the same. */
const tenantWide: ReadonlySet<string> = new Set<FailureCode>([
  'unreachable',
  'timeout',
  'tls',
  'unauthorized',
  'forbidden',
  'rate-limited',
  'redirected',
  'stopped',
]);

export function endsTenant(result: SentChange): boolean {
  return 'outcome' in result && result.outcome === 'failed' && tenantWide.has(result.error?.code ?? '');
}

/** Whether a change of settings that was accepted took. */
export function judgeSettings(
  version: ApiVersion,
  { unproven: change, attempts, said }: Unproven,
  read: Reading,
): AppliedChange {
  if (!read.ok) return unread(change, attempts, read.why);
  const left = leftOf(change, read.value);
  if (left.length === 0) return { ...change, outcome: 'applied', attempts };
  const hint = dialectHint(version, change, left);
  const message = `the server accepted the request, but ${left.length} of ${change.fields.length} values did not take${inItsWords(said)}`;
  return {
    ...{ ...change, outcome: 'notConverged', attempts, residual: left },
    error: { code: 'not-converged', message, ...(hint && { hint }) },
  };
}

/** Whether a start or stop that was accepted took. `isEnded`: nobody waits for it any longer. */
export function judgeControl(
  { unproven: change, attempts, said }: Unproven,
  read: Reading<readonly WorkerStatus[]>,
  isEnded: boolean,
): AppliedChange {
  if (!read.ok) return unread(change, attempts, read.why);
  if (isActiveAsWanted(change, read.value)) return { ...change, outcome: 'applied', attempts };
  const notShown = { ...change, outcome: 'notConverged', attempts, residual: change.fields } as const;
  const what = activeIn(change)!.after ? 'start' : 'stop';
  if (isEnded) {
    const message = `the server accepted the ${what}; it was not waited for, since sollist was stopped`;
    return { ...notShown, error: { code: 'unverified', message } };
  }
  const status = read.value.find(({ id }) => id === change.sync.id);
  const message = `the server accepted the ${what}, but ${whatIsShown(status)}${inItsWords(said)}`;
  const hint = status?.isLocked
    ? unlock
    : 'is the JTL-Worker service running? While it is down, nothing is carried out';
  return { ...notShown, error: { code: 'not-converged', message, hint } };
}

function inItsWords(said: string | undefined): string {
  return said === undefined ? '' : `; it said: ${said}`;
}

const unlock = 'unlock the account of the sync in Wawi';

function whatIsShown(status: WorkerStatus | undefined): string {
  if (!status) return 'the status does not list the sync';
  if (status.isLocked) return 'its account is locked';
  return 'the status does not show it after 30 s';
}

function unread(change: Change, attempts: number, { message: why }: WorldFailure): AppliedChange {
  const message = `accepted, but it could not be read again whether it took: ${why}`;
  return {
    ...{ ...change, outcome: 'notConverged', attempts, residual: change.fields },
    error: { code: 'unverified', message },
  };
}
