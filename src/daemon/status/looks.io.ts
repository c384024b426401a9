import pLimit from 'p-limit';
import type { Clock } from '../../base/clock.ts';
import type { TenantSettings } from '../../model/settings.ts';
import { type ObserveOptions, observe } from '../../reconcile/observe.io.ts';
import type { OpenReader } from '../../reconcile/ports.ts';
import type { SeenTenants } from '../../report/explain/world.ts';
import type { DaemonState } from '../state.ts';
import { createOverheard, type Overheard } from './overheard.io.ts';

export type LookOptions = { readonly open: OpenReader; readonly clock: Clock; readonly stop: AbortSignal };

/** How somebody looks who has the page open: what was read lately will do, and the page does not wait for long. */
export type LookHow = { readonly isGlance: boolean };

/**
 * Reads tenants for whoever asks what they have, beside all passes. One that backs off is not asked. One that has not
 * answered in time for a glance is missing, and goes on being asked.
 */
export type LookAt = (
  tenants: readonly TenantSettings[],
  state: Pick<DaemonState, 'tenants'>,
  concurrency: number,
  readsActive?: ObserveOptions['readsActive'],
  how?: LookHow,
) => Promise<SeenTenants>;

/** `hearing` opens tenants for passes, and keeps what they are told for whoever glances at it. */
export type Looks = { readonly lookAt: LookAt; readonly hearing: Overheard['hearing'] };

/** Milliseconds for which an answer is good enough for whoever asks next, so that nobody uses up the quota by asking. */
const freshFor = 2_000;
/** The same for a page, which is fetched again after each pass and sees then what the pass has read. */
const freshForGlance = 300_000;
/** A tenant that did not answer is not asked again by each who looks. */
const failedFor = 30_000;
/** Whoever asks does not wait for all tries. */
const longestAnswer = 10_000;
const longestGlance = 1_000;

export function createLooks(options: LookOptions): Looks {
  const overheard = createOverheard(options.clock, freshForGlance);
  const look = createLook(options, overheard);
  const lookAt: LookAt = async (tenants, state, concurrency, readsActive, how) => {
    const limit = pLimit(concurrency);
    const all = await Promise.all(
      tenants.map((tenant) => {
        const failing = state.tenants.get(tenant.name)?.failing;
        return failing
          ? { tenants: [], failures: [failing.failure] }
          : limit(look, tenant, readsActive?.(tenant.name) ?? false, how?.isGlance ?? false);
      }),
    );
    return { tenants: all.flatMap((one) => one.tenants), failures: all.flatMap((one) => one.failures) };
  };
  return { lookAt, hearing: overheard.hearing };
}

type Look = (tenant: TenantSettings, withActive: boolean, isGlance: boolean) => Promise<SeenTenants>;

/** `at` is by the monotonic clock. `hasFailed` is there once an answer is. */
type AskedTenant = { readonly at: number; hasFailed?: boolean; readonly seen: Promise<SeenTenants> };

function createLook(options: LookOptions, overheard: Overheard): Look {
  const { clock } = options;
  const asked = new Map<string, AskedTenant>();
  const isGood = ({ at, hasFailed }: AskedTenant, isGlance: boolean) =>
    clock.monotonic() - at < (isGlance && hasFailed !== false ? failedFor : freshFor);
  const begin = (key: string, tenant: TenantSettings, withActive: boolean) => {
    const seen = lookWithin(tenant, withActive, { ...options, open: overheard.hearing(options.open) });
    const made: AskedTenant = { at: clock.monotonic(), seen };
    seen.then(
      ({ failures }) => {
        made.hasFailed = failures.length > 0;
      },
      () => asked.delete(key),
    );
    asked.set(key, made);
    return made;
  };
  return async (tenant, withActive, isGlance) => {
    for (const [key, one] of asked) if (!isGood(one, true)) asked.delete(key);
    if (isGlance) overheard.listenTo(tenant.name);
    const known = isGlance && overheard.tenant(tenant.name, withActive);
    if (known) return { tenants: [known], failures: [] };
    const key = `${tenant.name} ${withActive}`;
    const before = asked.get(key);
    const { seen } = before && isGood(before, isGlance) ? before : begin(key, tenant, withActive);
    return isGlance ? glance(seen, clock) : seen;
  };
}

/** What is seen within a second; nothing at all where that takes longer, and the look goes on. */
async function glance(seen: Promise<SeenTenants>, clock: Clock): Promise<SeenTenants> {
  const waiting = new AbortController();
  const patience = clock.sleep(longestGlance, waiting.signal).then(
    () => ({ tenants: [], failures: [] }),
    () => seen,
  );
  try {
    return await Promise.race([seen, patience]);
  } finally {
    waiting.abort();
  }
}

async function lookWithin(
  tenant: TenantSettings,
  withActive: boolean,
  { open, stop }: LookOptions,
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
