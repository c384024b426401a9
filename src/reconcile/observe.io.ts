import pLimit from 'p-limit';
import type { ObservedTenant } from '../model/observed.ts';
import type { TenantSettings } from '../model/settings.ts';
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
  readonly onProgress?: (done: number, total: number) => void;
};

/** Reads all tenants side by side, each with one request. One that fails does not stop the others. */
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
  { concurrency, signal, onProgress }: ObserveOptions,
  keeps: (seen: T) => boolean = () => true,
): Promise<Observed<W, T>> {
  const opened = new Map<string, W>();
  let done = 0;
  const read = async (tenant: TenantSettings): Promise<{ readonly seen: T } | Failure> => {
    try {
      const wawi = await open(tenant);
      const syncs = await wawi.list(signal);
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
