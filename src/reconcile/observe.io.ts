import pLimit from 'p-limit';
import { count } from '../base/text/words.ts';
import { changedFailure } from '../http/failures.ts';
import type { WorkerStatus } from '../model/health.ts';
import type { ObservedSync, ObservedTenant } from '../model/observed.ts';
import type { TenantSettings } from '../model/settings.ts';
import { syncName } from '../model/syncName.ts';
import type { Failure } from '../problems/problem.ts';
import { WorldFailure } from '../problems/worldFailure.ts';
import type { WawiReader } from './ports.ts';

/** What came of looking at the tenants, and which could not say. A failed read is a failure, never an empty list. */
export type Observed<W extends WawiReader, T = ObservedTenant> = {
  readonly tenants: readonly T[];
  readonly opened: ReadonlyMap<string, W>;
  readonly failures: readonly Failure[];
};

export type ObserveOptions = {
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** The tenants of which it matters whether syncs are active, which takes a second request; without it, none. */
  readonly readsActive?: (tenant: string) => boolean;
  /** It is no failure where a Wawi does not tell: then nobody knows. */
  readonly mayLackStatus?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
};

/** Reads the tenants, and of those that it is told of whether their syncs are active, as far as they tell. */
export type Observing = (
  readsActive: NonNullable<ObserveOptions['readsActive']>,
) => Promise<Observed<WawiReader>>;

/** Reads all tenants side by side, each with one request, or two. One that fails does not stop the others. */
export function observe<W extends WawiReader>(
  tenants: readonly TenantSettings[],
  open: (tenant: TenantSettings) => Promise<W>,
  options: ObserveOptions,
): Promise<Observed<W>> {
  return observeEach(tenants, open, async (tenant) => tenant, options);
}

/**
 * As `observe`, but keeps of each tenant only what `look` makes of it, while others are still being read, and open those
 * that `keeps` wants.
 */
export async function observeEach<W extends WawiReader, T>(
  tenants: readonly TenantSettings[],
  open: (tenant: TenantSettings) => Promise<W>,
  look: (tenant: ObservedTenant) => Promise<T>,
  { concurrency, signal, readsActive, mayLackStatus = false, onProgress }: ObserveOptions,
  keeps: (seen: T) => boolean = () => true,
): Promise<Observed<W, T>> {
  const opened = new Map<string, W>();
  let done = 0;
  const read = async (tenant: TenantSettings): Promise<{ readonly seen: T } | Failure> => {
    try {
      const wawi = await open(tenant);
      const listed = await wawi.list(signal);
      const syncs = readsActive?.(tenant.name)
        ? await withStatus(listed, wawi, mayLackStatus, signal)
        : listed;
      const seen = await look({ name: tenant.name, syncs, acceptsNull: wawi.acceptsNull });
      if (keeps(seen)) opened.set(tenant.name, wawi);
      return { seen };
    } catch (error) {
      if (error instanceof WorldFailure) return toFailure(tenant.name, error);
      throw error;
    } finally {
      onProgress?.(++done, tenants.length);
    }
  };
  const results: Awaited<ReturnType<typeof read>>[] = [];
  const waiting = tenants.entries();
  const readOn = async () => {
    for (const [place, tenant] of waiting) results[place] = await read(tenant);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, tenants.length) }, readOn));
  signal.throwIfAborted();
  return {
    tenants: results.flatMap((result) => ('seen' in result ? [result.seen] : [])),
    failures: results.filter((result) => 'code' in result),
    opened,
  };
}

/** What was listed, with what the status says of it. */
async function withStatus(
  listed: readonly ObservedSync[],
  wawi: WawiReader,
  mayLackStatus: boolean,
  signal: AbortSignal,
): Promise<readonly ObservedSync[]> {
  const statuses = await wawi.status(signal).catch((error) => {
    if (!(error instanceof WorldFailure) || error.code !== 'not-found') throw error;
    if (mayLackStatus) return [];
    throw changedFailure(error, { hint: noStatus });
  });
  return withActive(listed, statuses);
}

/** Syncs, with what their status says of whether they are active. */
export function withActive(
  listed: readonly ObservedSync[],
  statuses: readonly WorkerStatus[],
): readonly ObservedSync[] {
  const told = new Map(statuses.map(({ id, health, lastSync, nextSync, ...state }) => [id, state]));
  return listed.map((sync) => ({ ...sync, ...told.get(sync.id) }));
}

const noStatus =
  'this Wawi does not tell which syncs are active: leave `active` out of the documents for this tenant, or update Wawi';

/**
 * Of syncs whose `active` is managed it must be known: what is not told is no reason to guess.
 * @throws WorldFailure
 */
export function demandActive(syncs: readonly ObservedSync[]): void {
  const untold = syncs.filter(({ active }) => active === undefined);
  const [first] = untold;
  if (!first) return;
  const what =
    first.unknown === undefined
      ? 'is not in the status list'
      : `has a state that nobody knows (${first.unknown})`;
  const more = untold.length > 1 ? `, nor is it known of ${count(untold.length - 1, 'other sync')}` : '';
  throw new WorldFailure(`${syncName(first)} ${what}, so it is not known whether it is active${more}`, {
    ...{ code: 'bad-answer', call: 'GET status', retriable: false },
    hint: 'look at the sync in Wawi; until its status is told, leave `active` out of its documents',
  });
}

/** Asks a tenant whether it answers: why not, or undefined. No more than `concurrency` are asked side by side. */
export function createReach(open: (tenant: TenantSettings) => Promise<WawiReader>, signal: AbortSignal) {
  const limit = pLimit(1);
  return async (tenant: TenantSettings, concurrency: number): Promise<Failure | undefined> => {
    limit.concurrency = concurrency;
    const { failures } = await limit(() => observe([tenant], open, { concurrency: 1, signal }));
    return failures[0];
  };
}

function toFailure(tenant: string, { code, message, hint, retryAfter }: WorldFailure): Failure {
  return {
    ...{ tenant, code, message },
    ...(hint !== undefined && { hint }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}
