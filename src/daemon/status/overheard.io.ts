import type { Clock } from '../../base/clock.ts';
import type { WorkerStatus } from '../../model/health.ts';
import type { ObservedSync, ObservedTenant } from '../../model/observed.ts';
import type { TenantSettings } from '../../model/settings.ts';
import { withActive } from '../../reconcile/observe.io.ts';
import type { WawiReader, WawiWriter } from '../../reconcile/ports.ts';

/** What tenants tell those who read them anyhow, kept for a while of the tenants that somebody looks at. */
export type Overheard = {
  /** Somebody looks at a tenant: from now on, for an hour, what it tells is kept. */
  readonly listenTo: (tenant: string) => void;
  /** As it was read last, with whether syncs are active where that is asked for; undefined where it has to be read. */
  readonly tenant: (name: string, withActive: boolean) => ObservedTenant | undefined;
  /** Opens tenants in the same way, and hears what they tell. */
  readonly hearing: <W extends HeardTenant>(
    open: (tenant: TenantSettings) => Promise<W>,
  ) => (tenant: TenantSettings) => Promise<W>;
};

type HeardTenant = WawiReader & Partial<Omit<WawiWriter, keyof WawiReader>>;

/** Milliseconds. A page that is open is fetched again after each pass. */
const listenedFor = 3_600_000;
/** Those that were looked at last. Each is kept whole. */
const mostTenants = 200;

/** `at` is by the monotonic clock. */
type Hearsay<T> = { readonly at: number; readonly told: T };
type Ear = {
  lookedAt: number;
  /** What is read while something is written may be old already. */
  writes: number;
  list?: Hearsay<readonly ObservedSync[]> & { readonly acceptsNull: boolean };
  status?: Hearsay<readonly WorkerStatus[]>;
};

/** What was told is good for `freshFor` milliseconds, and until something is written. */
export function createOverheard(clock: Pick<Clock, 'now' | 'monotonic'>, freshFor: number): Overheard {
  const ears = new Map<string, Ear>();
  const ageOf = ({ at }: Hearsay<unknown>) => clock.monotonic() - at;
  return {
    listenTo(name) {
      const now = clock.monotonic();
      const ear = ears.get(name) ?? { lookedAt: now, writes: 0 };
      ears.delete(name);
      ears.set(name, Object.assign(ear, { lookedAt: now }));
      for (const [other, { lookedAt }] of ears)
        if (ears.size > mostTenants || now - lookedAt >= listenedFor) ears.delete(other);
    },
    tenant(name, isActiveAsked) {
      const { list, status } = ears.get(name) ?? {};
      if (!list || ageOf(list) >= freshFor) return undefined;
      if (isActiveAsked && (!status || ageOf(status) >= freshFor)) return undefined;
      const syncs = isActiveAsked ? withActive(list.told, status!.told) : list.told;
      return { name, syncs, acceptsNull: list.acceptsNull, readAt: Math.round(clock.now() - ageOf(list)) };
    },
    hearing: (open) => async (tenant) => {
      const wawi = await open(tenant);
      return Object.assign(
        Object.create(wawi),
        earsOn(wawi, () => ears.get(tenant.name), clock),
      );
    },
  };
}

/** The same calls, whose answers are kept where somebody listens. What is written makes them old. */
function earsOn(
  wawi: HeardTenant,
  ear: () => Ear | undefined,
  { monotonic }: Pick<Clock, 'monotonic'>,
): Partial<HeardTenant> {
  const { listAgain, statusAgain, configure, control } = wawi;
  const hear = async <T>(asked: Promise<T>, keep: (ear: Ear, told: Hearsay<T>) => void): Promise<T> => {
    const before = ear()?.writes ?? 0;
    const told = await asked;
    const listening = ear();
    if (listening?.writes === before) keep(listening, { at: monotonic(), told });
    return told;
  };
  const keepList = (listening: Ear, told: Hearsay<readonly ObservedSync[]>) => {
    listening.list = { ...told, acceptsNull: wawi.acceptsNull };
  };
  const keepStatus = (listening: Ear, told: Hearsay<readonly WorkerStatus[]>) => {
    listening.status = told;
  };
  const forget = <T>(written: Promise<T>, what: 'list' | 'status'): Promise<T> =>
    written.finally(() => {
      const listening = ear();
      if (!listening) return;
      listening.writes += 1;
      delete listening[what];
    });
  return {
    list: (signal) => hear(wawi.list(signal), keepList),
    status: (signal) => hear(wawi.status(signal), keepStatus),
    ...(listAgain && { listAgain: (shows, stop) => hear(listAgain(shows, stop), keepList) }),
    ...(statusAgain && { statusAgain: (shows, stop) => hear(statusAgain(shows, stop), keepStatus) }),
    ...(configure && { configure: (...asked) => forget(configure(...asked), 'list') }),
    ...(control && { control: (...asked) => forget(control(...asked), 'status') }),
  };
}
