import type { Calendar } from '../base/calendar.ts';
import type { Clock } from '../base/clock.ts';
import type { Desired } from '../desired/desire.ts';
import type { SourceTree } from '../files/tree.ts';
import type { Settings, TenantSettings } from '../model/settings.ts';
import type { Failure, Problem } from '../problems/problem.ts';
import type { HoldField } from '../reconcile/holdBack.ts';
import { sentIn } from '../reconcile/notWritten.ts';
import { type Report, succeeded } from '../reconcile/report.ts';
import { failAgain } from './backOff.ts';
import { afterWrites, type Efforts, holdOf } from './efforts.ts';
import { nextTurn } from './nextChange.ts';
import { type Due, nextDue } from './schedule.ts';
import { type DaemonState, effortsAfter, type FinishedPass, passId, tenantsAfter } from './state.ts';
import type { WakeReason, Wakes } from './wakes.ts';

/** What the files say at one moment, good or bad. `settings` have no tenants where nobody can tell who they are. */
export type Inputs = {
  readonly settings: Omit<Settings, 'tenants'> & { readonly tenants: Settings['tenants'] | undefined };
  /** Those of the tenants that this daemon looks after. */
  readonly chosen: readonly TenantSettings[];
  readonly desired: Desired;
};

/** Good inputs, which stay in force while newer ones are bad. */
type Good = {
  readonly settings: Inputs['settings'];
  readonly chosen: readonly TenantSettings[];
  readonly tree: SourceTree;
};

export type DaemonOptions = {
  readonly wakes: Wakes;
  readonly load: () => Promise<Inputs>;
  /** Soll of a tree that was good, at this moment. */
  readonly desireAgain: (tree: SourceTree, settings: Inputs['settings']) => Desired;
  readonly correct: (
    desired: Desired,
    tenants: readonly TenantSettings[],
    settings: Inputs['settings'],
    pass: { readonly id: string; readonly reasons: readonly WakeReason[]; readonly hold: HoldField },
  ) => Promise<Report>;
  /** Asks a tenant that failed whether it answers again, beside all passes: why it does not, or undefined where it does. */
  readonly reach: (tenant: TenantSettings, settings: Inputs['settings']) => Promise<Failure | undefined>;
  /** A pass that ended without a single request, since there is no good tree. */
  readonly onlyProblems: (desired: Desired) => Report;
  readonly calendar: Calendar;
  /** Hex digest of a text. */
  readonly sha256: (text: string) => string;
  readonly clock: Clock;
  readonly random: () => number;
  /** Wakes at that time, in milliseconds since 1970, and not at the one it was set to before. */
  readonly setAlarm: (at: number) => void;
  readonly stop: AbortSignal;
  /** `settings` are those in force: the last good ones, and without any what could be read. */
  readonly onPass: (report: Report, state: DaemonState, settings: Inputs['settings']) => Promise<void>;
  readonly onBug: (error: unknown) => void;
};

export type Daemon = {
  /** One pass at a time, each for all the wakes that came meanwhile, until it is stopped. */
  readonly run: () => Promise<void>;
  /** The alarm rings: what is due wakes a pass. */
  readonly ring: () => void;
  readonly state: () => DaemonState;
};

export function createDaemon(options: DaemonOptions): Daemon {
  const { wakes, calendar, stop } = options;
  const { now } = options.clock;
  let state: DaemonState = {
    startedAt: now(),
    now: now(),
    period: 0,
    problems: [],
    refusals: [],
    tenants: new Map(),
    efforts: new Map(),
  };
  let good: Good | undefined;
  let settings: Inputs['settings'] | undefined;
  let due: Due | undefined;
  let turn: number | undefined;
  const fingerprintsOf = createFingerprints(options.sha256);
  let fingerprints: ReadonlyMap<string, string> = new Map();
  const reaching = new Set<string>();
  /** Tenants that had failed and answer again, until a pass looks at them. */
  const answering = new Set<string>();

  async function pass(reasons: readonly WakeReason[]): Promise<void> {
    const startedAt = now();
    const loaded = await options.load();
    judge(loaded, startedAt);
    settings = (good ?? loaded).settings;
    due ??= findDue();
    state = { ...state, period: due?.gap ?? 0 };
    if (!good) return finish(options.onlyProblems(loaded.desired), reasons, startedAt, [], []);
    const desired = state.bad ? options.desireAgain(good.tree, good.settings) : loaded.desired;
    const before = fingerprints;
    fingerprints = fingerprintsOf(desired, good.chosen);
    const edited = new Set(
      [...fingerprints].filter(([name, one]) => before.get(name) !== one).map(([name]) => name),
    );
    const looked = good.chosen.filter((tenant) => isDue(tenant.name, reasons, edited));
    const isHurried = (tenant: string) => reasons.some(hurries) || edited.has(tenant);
    const report = await options.correct(desired, looked, good.settings, {
      id: passId(startedAt, passNumber()),
      reasons,
      hold: (change, field) =>
        isHurried(change.tenant)
          ? undefined
          : holdOf(state.efforts, change, field, { now: startedAt, period: due?.gap ?? 0 }),
    });
    turn = nextTurn(desired.documents, { now: now(), timezone: good.settings.timezone }, calendar);
    return finish(report, reasons, startedAt, looked, good.chosen);
  }

  function findDue(): Due | undefined {
    return settings && nextDue(settings, now(), options.random, calendar);
  }

  /** A bad tree does not unseat the last good one. */
  function judge({ settings, chosen, desired }: Inputs, at: number): void {
    const { problems, tree } = desired;
    const { bad: before, ...rest } = state;
    if (problems.length > 0) {
      state = { ...rest, bad: { since: before?.since ?? at, problems } };
      return;
    }
    good = { settings, chosen, tree };
    state = rest;
  }

  /** No pass waits for a tenant that failed, unless somebody who knows better asks for it. */
  function isDue(tenant: string, reasons: readonly WakeReason[], edited: ReadonlySet<string>): boolean {
    if (reasons.some(hurries) || edited.has(tenant) || answering.has(tenant)) return true;
    if (state.tenants.get(tenant)?.failing) return false;
    return stopsWrites() || reasons.some((reason) => reason !== 'retry');
  }

  /** Something stopped the last pass as a whole: only a look at all tenants tells whether it still does. */
  function stopsWrites(): boolean {
    return state.problems.length > 0 || state.refusals.length > 0;
  }

  function passNumber(): number {
    return (state.lastPass?.number ?? 0) + 1;
  }

  async function finish(
    report: Report,
    reasons: readonly WakeReason[],
    startedAt: number,
    looked: readonly TenantSettings[],
    all: readonly TenantSettings[],
  ): Promise<void> {
    const finishedAt = now();
    const { plan } = report;
    for (const { name } of plan.tenants) answering.delete(name);
    for (const { tenant } of plan.failures) answering.delete(tenant);
    due = findDue();
    const clock = { now: finishedAt, period: due?.gap ?? 0 };
    const efforts = effortsFrom(report, clock);
    const versions = (tenants: readonly TenantSettings[]) =>
      tenants.map(({ name, connection }) => ({ name, version: connection.version }));
    const tenants = tenantsAfter(
      state.tenants,
      { report, looked: versions(looked), all: versions(all), efforts },
      clock,
    );
    const isWell =
      succeeded(report) && report.kind !== 'refused' && !state.bad && looked.length === all.length;
    const inForce = good && {
      revision: plan.revision,
      treeHash: good.tree.hash,
      since: state.inForce?.treeHash === good.tree.hash ? state.inForce.since : finishedAt,
    };
    const { nextPassAt: _, ...kept } = state;
    state = {
      ...kept,
      now: finishedAt,
      period: clock.period,
      ...(due && { nextPassAt: due.at }),
      lastPass: describePass(report, reasons, startedAt, finishedAt, passNumber()),
      ...(isWell && { lastSuccessAt: finishedAt }),
      ...(inForce && { inForce }),
      problems: good ? plan.problems : [],
      refusals: report.kind === 'refused' ? report.refusals : [],
      tenants,
      efforts,
    };
    await options.onPass(report, state, settings!);
  }

  function effortsFrom(report: Report, clock: { readonly now: number; readonly period: number }): Efforts {
    return effortsAfter(afterWrites(state.efforts, sentIn(report), clock.now), report, clock);
  }

  /** One that answers is looked at by a pass; one that does not is asked again later. */
  async function reach(tenant: TenantSettings, settings: Inputs['settings']): Promise<void> {
    reaching.add(tenant.name);
    const failure = await options.reach(tenant, settings).finally(() => reaching.delete(tenant.name));
    const known = state.tenants.get(tenant.name);
    if (!known?.failing) return; // a pass has seen it meanwhile
    if (failure) {
      const failing = failAgain(known.failing, failure, now());
      state = { ...state, tenants: new Map(state.tenants).set(tenant.name, { ...known, failing }) };
    } else {
      answering.add(tenant.name);
      wakes.wake('retry');
    }
    arm();
  }

  /** When a tenant that failed is asked again; undefined while it is, and for one that need not be. */
  function retryTime(name: string): number | undefined {
    return reaching.has(name) || answering.has(name) ? undefined : state.tenants.get(name)?.failing?.retryAt;
  }

  /** Not at once, whatever is overdue: a pass that fails by a bug must not spin. */
  function arm(): void {
    const retries = [...state.tenants.keys()].flatMap((name) => retryTime(name) ?? []);
    const times = [...retries, ...(due ? [due.at] : []), ...(turn === undefined ? [] : [turn])];
    if (times.length === 0) return;
    const first = times.reduce((one, other) => Math.min(one, other));
    options.setAlarm(Math.max(first, now() + shortestPause));
  }

  return {
    state: () => ({ ...state, now: now() }),
    ring() {
      const at = now();
      for (const tenant of good?.chosen ?? []) {
        if ((retryTime(tenant.name) ?? Number.POSITIVE_INFINITY) > at) continue;
        reach(tenant, good!.settings).catch((error) => stop.aborted || options.onBug(error));
      }
      if (turn !== undefined && turn <= at) {
        turn = undefined;
        wakes.wake('turn');
      }
      if (due && due.at <= at) {
        due = findDue();
        wakes.wake('schedule');
      }
      arm();
    },
    async run() {
      wakes.wake('start');
      for (;;) {
        const reasons = await wakes.next(stop);
        if (reasons.length === 0) return;
        await pass(reasons).catch(options.onBug);
        arm();
      }
    },
  };
}

/** Milliseconds. */
const shortestPause = 200;

/** Wakes behind which somebody stands who wants it done now. */
function hurries(reason: WakeReason): boolean {
  return reason === 'request' || reason === 'signal';
}

/** Of what each tenant's documents say, and how it is reached: another text where that was edited. */
function createFingerprints(sha256: DaemonOptions['sha256']) {
  const kept = new WeakMap<object, string>();
  /** A document that has not changed is the same object at each pass, and there may be ten thousand. */
  const digestOf = (part: object): string => {
    const digest = kept.get(part) ?? sha256(JSON.stringify(part));
    kept.set(part, digest);
    return digest;
  };
  return ({ claims }: Desired, tenants: readonly TenantSettings[]): ReadonlyMap<string, string> => {
    const parts = new Map(
      tenants.map(({ name, connection }) => [name, [JSON.stringify(connection, withoutOrigin)]]),
    );
    for (const { tenant, rank, sync, layers, closed = [], mode, suspend } of claims) {
      const said = [sync, mode, suspend, ...layers, ...closed].map((part) => part && digestOf(part));
      parts.get(tenant)?.push([rank, ...said].join());
    }
    return new Map([...parts].map(([name, all]) => [name, sha256(all.sort().join('\n'))]));
  };
}

/** Lines move with every edit above them. */
function withoutOrigin(key: string, value: unknown): unknown {
  return key === 'origin' ? undefined : value;
}

function describePass(
  { kind, plan }: Report,
  reasons: readonly WakeReason[],
  startedAt: number,
  finishedAt: number,
  number: number,
): FinishedPass {
  const { id, revision, treeHash, summary } = plan;
  return { number, reasons, startedAt, finishedAt, result: kind, planId: id, revision, treeHash, summary };
}

/** Whether the daemon does its work as it should: why not, as problems. Empty for ready. */
export function unreadiness(state: DaemonState): readonly Problem[] {
  if (!state.lastPass) return [{ code: 'starting', message: 'the first pass has not finished yet' }];
  return [...(state.bad?.problems ?? []), ...state.problems];
}

/**
 * False once no pass has finished for three periods, counted from the start before the first. A schedule that rests for
 * longer, over night perhaps, is waited for: one period more than that.
 */
export function isAlive({ now, startedAt, lastPass, nextPassAt = 0, period }: DaemonState): boolean {
  const last = lastPass?.finishedAt ?? startedAt;
  return period === 0 || now <= Math.max(last + 3 * period, nextPassAt + period);
}
