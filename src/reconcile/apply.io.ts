import pLimit from 'p-limit';
import { groupBy } from '../base/collections.ts';
import { failed, ok, type Result } from '../base/result.ts';
import type { Change } from '../model/change.ts';
import { type FieldChange, settingsOf } from '../model/fields/index.ts';
import type { ObservedSync } from '../model/observed.ts';
import type { ApiVersion } from '../model/settings.ts';
import { type FailureCode, WorldFailure } from '../problems/worldFailure.ts';
import type { ApprovedPlan } from './approve.ts';
import type { AppliedChange } from './outcome.ts';
import { toWrite } from './plan.ts';
import type { ConfigureAnswer, WawiWriter } from './ports.ts';
import { dialectHint, noOptionTook, residual } from './verify.ts';

/** A tenant that was opened for writing. */
export type Target = { readonly wawi: WawiWriter; readonly version: ApiVersion };

export type ApplyOptions = {
  /** How many tenants are worked on side by side. */
  readonly concurrency: number;
  /** Once aborted no further request starts; those in flight are finished. */
  readonly stop: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
};

/** Writes an approved plan: one request a change, tenants side by side, one change after another within a tenant. */
export async function apply(
  plan: ApprovedPlan,
  targets: ReadonlyMap<string, Target>,
  options: ApplyOptions,
): Promise<readonly AppliedChange[]> {
  const limit = pLimit(options.concurrency);
  const writes = toWrite(plan);
  let done = 0;
  const advance = () => options.onProgress?.(++done, writes.length);
  const byTenant = [...groupBy(writes, (change) => change.tenant)];
  const applied = await Promise.all(
    byTenant.map(([tenant, changes]) =>
      limit(() => applyToTenant(targets.get(tenant)!, changes, options.stop, advance)),
    ),
  );
  return applied.flat();
}

async function applyToTenant(
  target: Target,
  changes: readonly Change[],
  stop: AbortSignal,
  advance: () => void,
): Promise<AppliedChange[]> {
  const results: SentChange[] = [];
  let isOtherNameDue = target.wawi.otherName !== undefined;
  for (const change of changes) {
    const given = results.findLast(endsTenant);
    let sent = stop.aborted || given ? notAttempted(change, given) : await send(target.wawi, change, stop);
    if (isOtherNameDue && 'unproven' in sent && !stop.aborted && sent.unproven.fields.some(isOption)) {
      isOtherNameDue = false;
      sent = await sendByOtherName(target, sent, stop);
    }
    results.push(sent);
    advance();
  }
  return verify(target, results, stop);
}

/** A change whose request is done. `unproven`: accepted, but the answer does not show it. */
type SentChange = AppliedChange | Unproven;
type Unproven = Pick<ConfigureAnswer, 'said' | 'attempts'> & { readonly unproven: Change };

function isOption({ field }: FieldChange): boolean {
  return field === 'configs';
}

/** One request, and one more after reading again where somebody else changed the sync meanwhile (409). */
async function send(wawi: WawiWriter, change: Change, stop: AbortSignal): Promise<SentChange> {
  try {
    return await configure(wawi, change, change.fields, stop, 0);
  } catch (error) {
    if (!(error instanceof WorldFailure)) throw error;
    if (error.code !== 'changed-meanwhile' || stop.aborted) return inVain(change, error, error.attempts);
    return sendAgain(wawi, change, stop, error.attempts);
  }
}

async function sendAgain(
  wawi: WawiWriter,
  change: Change,
  stop: AbortSignal,
  attempts: number,
): Promise<SentChange> {
  return orInVain(change, attempts, async () => {
    const left = leftOf(change, await wawi.list(stop));
    if (left.length === 0) return { ...change, outcome: 'applied', attempts };
    return configure(wawi, change, left, stop, attempts);
  });
}

async function orInVain(
  change: Change,
  attempts: number,
  work: () => Promise<SentChange>,
): Promise<SentChange> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WorldFailure)) throw error;
    return inVain(change, error, attempts + error.attempts);
  }
}

async function configure(
  wawi: WawiWriter,
  change: Change,
  fields: readonly FieldChange[],
  stop: AbortSignal,
  attemptsBefore: number,
): Promise<SentChange> {
  const answer = await wawi.configure(change.sync.id, settingsOf(fields), stop);
  const attempts = attemptsBefore + answer.attempts;
  const proven = answer.sync !== undefined && residual(change, answer.sync).length === 0;
  return proven ? { ...change, outcome: 'applied', attempts } : { ...answer, unproven: change, attempts };
}

/**
 * What no option of took, though the server accepted it, is sent once under the other name that options may have. A list
 * decides both times, since an answer may be older than the change.
 */
async function sendByOtherName(target: Target, sent: Unproven, stop: AbortSignal): Promise<AppliedChange> {
  const { wawi, version } = target;
  const [change, otherName] = [sent.unproven, wawi.otherName!];
  const before = await readFor(change, wawi, stop);
  const left = before.ok ? leftOf(change, before.value) : [];
  // Null is planned only for `configurations`, and the other name cannot hold it.
  const rest = left.filter((field) => field.after !== null);
  if (!noOptionTook(change, left) || !rest.some(isOption) || stop.aborted)
    return judge(version, sent, before);

  otherName.use();
  const again = await orInVain(change, sent.attempts, () =>
    configure(wawi, change, rest, stop, sent.attempts),
  );
  const after = 'unproven' in again ? await readFor(change, wawi, stop) : undefined;
  const result = 'unproven' in again ? judge(version, again, after!) : again;
  const took =
    result.outcome === 'applied' || (after?.ok && !noOptionTook(change, leftOf(change, after.value)));
  if (took) await otherName.took();
  else otherName.use();
  // A server that refuses the other name reads the first one, where the value did not take.
  const isRefused = result.outcome === 'failed' && !endsTenant(result);
  return isRefused ? judge(version, { ...sent, attempts: result.attempts }, before) : result;
}

function readFor(change: Change, wawi: WawiWriter, stop: AbortSignal): Promise<Reading> {
  return readAgain(wawi, (syncs) => leftOf(change, syncs).length === 0, stop);
}

/** Reads the tenant once more for all that the answers did not show. */
async function verify(
  target: Target,
  results: readonly SentChange[],
  stop: AbortSignal,
): Promise<AppliedChange[]> {
  if (results.every((result) => 'outcome' in result)) return results as AppliedChange[];
  const shows = (syncs: readonly ObservedSync[]) =>
    results.every((result) => 'outcome' in result || leftOf(result.unproven, syncs).length === 0);
  const read = await readAgain(target.wawi, shows, stop);
  return results.map((result) => ('outcome' in result ? result : judge(target.version, result, read)));
}

type Reading = Result<readonly ObservedSync[], WorldFailure>;

async function readAgain(
  wawi: WawiWriter,
  shows: Parameters<WawiWriter['listAgain']>[0],
  stop: AbortSignal,
): Promise<Reading> {
  try {
    return ok(await wawi.listAgain(shows, stop));
  } catch (error) {
    if (error instanceof WorldFailure) return failed(error);
    throw error;
  }
}

function judge(
  version: ApiVersion,
  { unproven: change, attempts, said }: Unproven,
  read: Reading,
): AppliedChange {
  const notTaken = { ...change, outcome: 'notConverged', attempts } as const;
  if (!read.ok) {
    const message = `accepted, but it could not be read again whether it took: ${read.why.message}`;
    return { ...notTaken, error: { code: 'unverified', message }, residual: change.fields };
  }
  const left = leftOf(change, read.value);
  if (left.length === 0) return { ...change, outcome: 'applied', attempts };
  const hint = dialectHint(version, change, left);
  const words = said === undefined ? '' : `; it said: ${said}`;
  const message = `the server accepted the request, but ${left.length} of ${change.fields.length} values did not take${words}`;
  return { ...notTaken, error: { code: 'not-converged', message, ...(hint && { hint }) }, residual: left };
}

/** What a tenant does not show of a change: all of it, where the sync is gone. */
function leftOf(change: Change, syncs: readonly ObservedSync[]): readonly FieldChange[] {
  const sync = syncs.find((one) => one.id === change.sync.id);
  return sync ? residual(change, sync) : change.fields;
}

function inVain(change: Change, { code, message, hint }: WorldFailure, attempts: number): AppliedChange {
  // Stopped while it waited for its turn.
  if (code === 'stopped' && attempts === 0) return notAttempted(change, undefined);
  return { ...change, outcome: 'failed', attempts, error: { code, message, ...(hint && { hint }) } };
}

function notAttempted(change: Change, given: SentChange | undefined): AppliedChange {
  if (!given || !('error' in given) || !given.error)
    return { ...change, outcome: 'notAttempted', attempts: 0 };
  const message = `not sent, since an earlier request to ${change.tenant} failed: ${given.error.message}`;
  return { ...change, outcome: 'notAttempted', attempts: 0, error: { code: given.error.code, message } };
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

function endsTenant(result: SentChange): boolean {
  return 'outcome' in result && result.outcome === 'failed' && tenantWide.has(result.error?.code ?? '');
}
