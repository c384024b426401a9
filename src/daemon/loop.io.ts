import { type Clock, createSteadyClock, type SteadyClock } from '../base/clock.ts';
import type { Desired } from '../desired/desired.ts';
import type { TenantSettings } from '../model/settings.ts';
import type { Failure } from '../problems/problem.ts';
import type { Report } from '../reconcile/report.ts';
import type { Approval } from '../reconcile/safety/waysOut.ts';
import { type Approving, approveIn, expire } from './approval.ts';
import { asked, askedInVain, type Errands, failedByBug, nextAlarm, ring } from './errands.ts';
import { afterJump } from './jump.ts';
import {
  type DaemonState,
  type FinishedNews,
  firstState,
  type HealthReadings,
  type Inputs,
} from './state.ts';
import { begin, type StepWorld, settle, type Work } from './step.ts';
import { storageAfter } from './storage.ts';
import type { WakeReason, Wakes } from './wakes.ts';

export type DaemonOptions = Omit<StepWorld, 'clock'> & {
  readonly clock: Clock;
  readonly wakes: Wakes;
  /** What is known from the daemon before. */
  readonly remembered?: Partial<DaemonState>;
  readonly load: () => Promise<Inputs>;
  readonly correct: (work: Extract<Work, { kind: 'correct' }>) => Promise<Report>;
  /** A pass that ended without a single request, since there is no good tree. */
  readonly onlyProblems: (desired: Desired) => Report;
  /** What the workers of each tenant last told, to whomever. */
  readonly heard: () => HealthReadings;
  /** Asks a tenant that failed whether it answers again, beside all passes: why it does not, or undefined where it does. */
  readonly reach: (tenant: TenantSettings, settings: Inputs['settings']) => Promise<Failure | undefined>;
  /** Rings after so many milliseconds at the latest, and not when it was set to before. */
  readonly setAlarm: (milliseconds: number) => void;
  readonly stop: AbortSignal;
  readonly onPass: (news: FinishedNews) => Promise<void>;
  /** Why the state directory could not be written by the last pass; undefined where it could. */
  readonly storageTrouble: () => Promise<string | undefined>;
  /** The state directory can no longer be written, or can be again. */
  readonly onStorage: (news: FinishedNews) => void;
  /** Nobody used it in its time. */
  readonly onExpired: (approval: Approval) => void;
  /** What is known has become something else. */
  readonly onState: (before: DaemonState, after: DaemonState) => void;
  readonly onBug: (error: unknown) => void;
  /** The wall clock was put by so many milliseconds. */
  readonly onJump: (by: number) => void;
};

export type Daemon = {
  /** One pass at a time, each for all the wakes that came meanwhile, until it is stopped. */
  readonly run: () => Promise<void>;
  /** The alarm rings: what is due wakes a pass. */
  readonly ring: () => void;
  readonly state: () => DaemonState;
  /** Somebody approves a plan by its id, or the beginning of it: a pass looks at once whether it is still that one. */
  readonly approve: (planId: string) => Approving;
};

type RunningDaemon = {
  state: DaemonState;
  readonly options: DaemonOptions;
  readonly world: StepWorld & { readonly clock: SteadyClock };
};

export function createDaemon(options: DaemonOptions): Daemon {
  const { wakes, stop } = options;
  const clock = createSteadyClock(options.clock);
  const daemon: RunningDaemon = {
    state: { ...firstState(clock.now()), ...options.remembered },
    options,
    world: { ...options, clock },
  };
  return {
    state: () => ({ ...look(daemon), now: clock.now() }),
    ring: () => run(daemon, ring(look(daemon), daemon.world)),
    approve: (planId) => approvePlan(daemon, planId),
    async run() {
      wakes.wake('start');
      for (;;) {
        const reasons = await wakes.next(stop);
        if (reasons.length === 0) return;
        await pass(daemon, reasons).catch((error: unknown) => failed(daemon, error));
        arm(daemon);
      }
    },
  };
}

/** The one place where what is known changes, so that whoever listens misses nothing. */
function become(daemon: RunningDaemon, state: DaemonState): void {
  const before = daemon.state;
  daemon.state = state;
  if (state !== before) daemon.options.onState(before, state);
}

/** What is known, by the wall clock as it is now. Whoever reads or changes it comes by here, so that nobody misses a jump. */
function look(daemon: RunningDaemon): DaemonState {
  const { options, world } = daemon;
  const by = world.clock.look();
  if (by !== 0) {
    become(daemon, afterJump(daemon.state, by, world));
    options.onJump(by);
    arm(daemon);
  }
  const { state, expired } = expire(daemon.state, world.clock.now());
  become(daemon, state);
  if (expired) options.onExpired(expired);
  return daemon.state;
}

function approvePlan(daemon: RunningDaemon, planId: string): Approving {
  const { options, world } = daemon;
  const { state, answer } = approveIn(look(daemon), planId, world.clock.now());
  become(daemon, state);
  if (answer.kind === 'approved') options.wakes.wake('approved');
  return answer;
}

async function pass(daemon: RunningDaemon, reasons: readonly WakeReason[]): Promise<void> {
  const { options, world } = daemon;
  const wokenAt = options.clock.monotonic();
  const inputs = await options.load();
  const memory = look(daemon);
  const at = world.clock.now() - Math.round(options.clock.monotonic() - wokenAt);
  const { state, work } = begin(memory, { reasons, at }, inputs, world);
  become(daemon, state);
  const report = await (work.kind === 'correct' ? options.correct(work) : options.onlyProblems(work.desired));
  const news = settle({ ...look(daemon), readings: options.heard() }, report, world);
  become(daemon, news.state);
  await options.onPass(news);
  const trouble = await options.storageTrouble();
  const { events, state: now } = storageAfter(look(daemon), trouble, world.clock.now());
  become(daemon, now);
  if (events.length > 0) options.onStorage({ report, state: now, events });
}

function run(daemon: RunningDaemon, { state, wakes, ask }: Errands): void {
  become(daemon, state);
  for (const reason of wakes) daemon.options.wakes.wake(reason);
  for (const tenant of ask) void askAgain(daemon, tenant);
  arm(daemon);
}

async function askAgain(daemon: RunningDaemon, tenant: TenantSettings): Promise<void> {
  const { reach, stop, onBug } = daemon.options;
  try {
    const failure = await reach(tenant, daemon.state.settings!);
    run(daemon, asked(look(daemon), tenant.name, failure, daemon.world));
  } catch (error) {
    become(daemon, askedInVain(daemon.state, tenant.name));
    if (!stop.aborted) onBug(error);
  }
}

function failed(daemon: RunningDaemon, error: unknown): void {
  become(daemon, failedByBug(look(daemon), daemon.world));
  daemon.options.onBug(error);
}

function arm({ state, options, world }: RunningDaemon): void {
  if (!options.stop.aborted) options.setAlarm(nextAlarm(state, world));
}
