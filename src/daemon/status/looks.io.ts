import pLimit from 'p-limit';
import type { Clock } from '../../base/clock.ts';
import type { TenantSettings } from '../../model/settings.ts';
import { type ObserveOptions, observe } from '../../reconcile/observe.io.ts';
import type { OpenReader } from '../../reconcile/ports.ts';
import type { SeenTenants } from '../../report/explain/world.ts';
import type { DaemonState } from '../state.ts';

export type LookOptions = { readonly open: OpenReader; readonly clock: Clock; readonly stop: AbortSignal };

/** Reads tenants for whoever asks what they have, beside all passes. One that backs off is not asked. */
export type LookAt = (
  tenants: readonly TenantSettings[],
  state: Pick<DaemonState, 'tenants'>,
  concurrency: number,
  readsActive?: ObserveOptions['readsActive'],
) => Promise<SeenTenants>;

/** Milliseconds for which an answer is good enough for whoever asks next, so that nobody uses up the quota by asking. */
const freshFor = 2_000;
/** Whoever asks does not wait for all tries. */
const longestAnswer = 10_000;

export function createLooks(options: LookOptions): LookAt {
  const look = createLook(options);
  return async (tenants, state, concurrency, readsActive) => {
    const limit = pLimit(concurrency);
    const all = await Promise.all(
      tenants.map((tenant) => {
        const failing = state.tenants.get(tenant.name)?.failing;
        return failing
          ? { tenants: [], failures: [failing.failure] }
          : limit(look, tenant, readsActive?.(tenant.name) ?? false);
      }),
    );
    return { tenants: all.flatMap((one) => one.tenants), failures: all.flatMap((one) => one.failures) };
  };
}

type Look = (tenant: TenantSettings, withActive: boolean) => Promise<SeenTenants>;

function createLook({ open, clock, stop }: LookOptions): Look {
  const asked = new Map<string, { readonly at: number; readonly seen: Promise<SeenTenants> }>();
  return (tenant, withActive) => {
    const now = clock.monotonic();
    for (const [key, { at }] of asked) if (now - at >= freshFor) asked.delete(key);
    const key = `${tenant.name} ${withActive}`;
    const before = asked.get(key);
    if (before) return before.seen;
    const seen = lookWithin(tenant, withActive, open, stop);
    asked.set(key, { at: now, seen });
    return seen;
  };
}

async function lookWithin(
  tenant: TenantSettings,
  withActive: boolean,
  open: OpenReader,
  stop: AbortSignal,
): Promise<SeenTenants> {
  const patience = AbortSignal.timeout(longestAnswer);
  try {
    const signal = AbortSignal.any([stop, patience]);
    return await observe([tenant], open, { concurrency: 1, signal, readsActive: () => withActive });
  } catch (error) {
    if (!patience.aborted || stop.aborted) throw error;
    const message = `no answer within ${longestAnswer / 1_000} s`;
    return { tenants: [], failures: [{ tenant: tenant.name, code: 'timeout', message }] };
  }
}
