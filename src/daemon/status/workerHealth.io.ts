import pLimit from 'p-limit';
import type { Clock } from '../../base/clock.ts';
import type { TenantSettings } from '../../model/settings.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import type { OpenReader, WawiReader, WawiWriter } from '../../reconcile/ports.ts';
import type { DaemonState, HealthReading, HealthReadings } from '../state.ts';
import { toBeAsked } from './rounds.ts';

export type HealthOptions = {
  readonly open: OpenReader;
  readonly clock: Clock;
  /** Ends every request that is under way. */
  readonly stop: AbortSignal;
  /** A tenant tells something else than before. */
  readonly onNews?: () => void;
};

/** Asks the workers how their syncs fare when somebody wants to know, and hears what others ask them. */
export type WorkerHealth = {
  /** How these tenants are reached from now on, and how many may be asked side by side. */
  readonly meet: (tenants: readonly TenantSettings[], concurrency: number) => void;
  /** What is known after five seconds at most. A tenant that backs off is not asked, and nothing is known of it. */
  readonly read: (state: Pick<DaemonState, 'tenants'>) => Promise<HealthReadings>;
  /** What is known at once, for a page that is drawn again and again. A few tenants are asked meanwhile, for the next time. */
  readonly glance: WorkerHealth['read'];
  /** Asks those of whom nobody has asked for long, for whoever calls `heard` later. To be called after each pass. */
  readonly keepUp: (state: DaemonState) => void;
  /** The last that each tenant told, to whomever, however long ago that is. */
  readonly heard: () => HealthReadings;
  /** Opens tenants in the same way, and hears what they tell. */
  readonly hearing: <W extends HeardWawi>(
    open: (tenant: TenantSettings) => Promise<W>,
  ) => (tenant: TenantSettings) => Promise<W>;
};

/** Whoever writes asks again until what was asked for is done. */
type HeardWawi = WawiReader & Partial<Pick<WawiWriter, 'statusAgain'>>;

/** Milliseconds for which an answer, also a bad one, is good enough. */
const freshFor = 30_000;
/** One tenant's request goes on after that, for whoever asks next, but not for ever. */
const longestRequest = 30_000;
/** For how long an answer is waited for, what is too old to be known still, and how many tenants are asked at most. */
const wholeLook = { patience: 5_000, knownFor: 120_000, most: Number.POSITIVE_INFINITY };
/** Who has a page open looks after each pass. */
const shortLook = { patience: 50, knownFor: 900_000, most: 60 };

/** `at` is by the monotonic clock. */
type Asking = { readonly at: number; readonly done: Promise<void> };

export function createWorkerHealth(options: HealthOptions): WorkerHealth {
  const { clock } = options;
  const met = new Map<string, TenantSettings>();
  /** When they were read is by the monotonic clock in here, and by the one on the wall for whoever reads. */
  const known = new Map<string, HealthReading>();
  let keptUpAt: number | undefined;
  const limit = pLimit(1);
  const askNow = (tenant: TenantSettings) => limit(ask, tenant, known, options);
  const askOnce = createAskOnce(clock, askNow);

  const [readingOf, lastTold] = [createReadingOf(known, clock), createLastTold()];
  const each = (names: readonly string[], askOne: (tenant: TenantSettings) => Promise<void>) =>
    Promise.all(names.flatMap((name) => (met.has(name) ? [askOne(met.get(name)!)] : [])));

  async function readingsWithin({ tenants }: Pick<DaemonState, 'tenants'>, look: typeof wholeLook) {
    const reachable = [...tenants.values()].filter(({ failing }) => !failing).map(({ name }) => name);
    if (reachable.length <= look.most) await withPatience(each(reachable, askOnce), look.patience, clock);
    return lastTold(look, new Map(reachable.flatMap((name) => readingOf(name, look.knownFor))));
  }

  return {
    meet(tenants, concurrency) {
      limit.concurrency = concurrency;
      for (const tenant of tenants) met.set(tenant.name, tenant);
    },
    read: (state) => readingsWithin(state, wholeLook),
    glance: (state) => readingsWithin(state, shortLook),
    keepUp(state) {
      void each(toBeAsked(state, keptUpAt), askNow);
      keptUpAt = state.now;
    },
    heard: () => new Map([...known.keys()].flatMap((name) => readingOf(name, Number.POSITIVE_INFINITY))),
    hearing: createHearing((tenant, statuses) => hear(tenant, statuses, known, options)),
  };
}

/**
 * What is known of a tenant for less than so many milliseconds. The two clocks drift and are rounded: within a second a
 * reading stays as old as it was first said to be.
 */
function createReadingOf(known: ReadonlyMap<string, HealthReading>, clock: HealthOptions['clock']) {
  const said = new WeakMap<HealthReading, HealthReading>();
  return (name: string, longest: number): (readonly [string, HealthReading])[] => {
    const reading = known.get(name);
    const age = reading ? clock.monotonic() - reading.at : longest;
    if (!reading || age >= longest) return [];
    const at = Math.round(clock.now() - age);
    const before = said.get(reading);
    if (before && Math.abs(before.at - at) < 1_000) return [[name, before]];
    const now = { ...reading, at };
    said.set(reading, now);
    return [[name, now]];
  };
}

/** The very same readings as long as nothing is news, so that what is made of them need not be made again. */
function createLastTold() {
  const last = new Map<typeof wholeLook, HealthReadings>();
  return (look: typeof wholeLook, told: HealthReadings): HealthReadings => {
    const before = last.get(look);
    if (before && isSame(before, told)) return before;
    last.set(look, told);
    return told;
  };
}

function isSame(one: HealthReadings, other: HealthReadings): boolean {
  return one.size === other.size && [...one].every(([name, reading]) => other.get(name) === reading);
}

function createHearing(
  hear: (tenant: string, statuses: HealthReading['statuses']) => void,
): WorkerHealth['hearing'] {
  return (open) => async (tenant) => {
    const wawi = await open(tenant);
    const heard = async (asked: ReturnType<WawiReader['status']>) => {
      const statuses = await asked;
      hear(tenant.name, statuses);
      return statuses;
    };
    const { statusAgain } = wawi;
    const ears: Pick<HeardWawi, 'status' | 'statusAgain'> = {
      status: (signal) => heard(wawi.status(signal)),
      ...(statusAgain && { statusAgain: (shows, stop) => heard(statusAgain(shows, stop)) }),
    };
    // What the tenant is found to be meanwhile shows through.
    return Object.assign(Object.create(wawi), ears);
  };
}

function hear(
  tenant: string,
  statuses: HealthReading['statuses'],
  known: Map<string, HealthReading>,
  { clock, onNews }: HealthOptions,
): void {
  const before = known.get(tenant)?.statuses;
  known.set(tenant, { at: clock.monotonic(), statuses });
  if (JSON.stringify(statuses) !== JSON.stringify(before)) onNews?.();
}

/** A failed read is nothing known, not what was known before. */
async function ask(
  tenant: TenantSettings,
  known: Map<string, HealthReading>,
  options: HealthOptions,
): Promise<void> {
  const { open, clock, stop } = options;
  const over = endAfter(longestRequest, clock, stop);
  try {
    const statuses = await (await open(tenant)).status(over.signal);
    hear(tenant.name, statuses, known, options);
  } catch (error) {
    if (!(error instanceof WorldFailure)) throw error;
    known.delete(tenant.name);
  } finally {
    over.release();
  }
}

/** Whoever wants to know while an answer is awaited, or still fresh, waits for that one. */
function createAskOnce(clock: HealthOptions['clock'], askNow: (tenant: TenantSettings) => Promise<void>) {
  const asking = new Map<string, Asking>();
  return (tenant: TenantSettings): Promise<void> => {
    const before = asking.get(tenant.name);
    if (before && clock.monotonic() - before.at < freshFor) return before.done;
    const done = askNow(tenant);
    asking.set(tenant.name, { at: clock.monotonic(), done });
    return done;
  };
}

/** Waits for the work, or until patience ends. The work goes on. */
async function withPatience(
  work: Promise<unknown>,
  milliseconds: number,
  clock: HealthOptions['clock'],
): Promise<void> {
  const waiting = new AbortController();
  try {
    await Promise.race([work, clock.sleep(milliseconds, waiting.signal).catch(() => {})]);
  } finally {
    waiting.abort();
  }
}

/** A signal that is aborted by `stop` or when the time is over. To be released when the work is done. */
function endAfter(milliseconds: number, clock: HealthOptions['clock'], stop: AbortSignal) {
  const over = new AbortController();
  const end = () => over.abort(stop.reason);
  stop.addEventListener('abort', end);
  if (stop.aborted) end();
  void clock.sleep(milliseconds, over.signal).then(end, () => {});
  return {
    signal: over.signal,
    release() {
      stop.removeEventListener('abort', end);
      end();
    },
  };
}
