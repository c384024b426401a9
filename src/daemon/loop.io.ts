import type { Clock } from '../base/clock.ts';
import type { Desired } from '../desired/desired.ts';
import type { TenantSettings } from '../model/settings.ts';
import type { Failure } from '../problems/problem.ts';
import type { Report } from '../reconcile/report.ts';
import { asked, askedInVain, type Errands, nextAlarm, ring } from './errands.ts';
import { type DaemonState, type FinishedNews, firstState, type Inputs } from './state.ts';
import { begin, type StepWorld, settle, type Work } from './step.ts';
import type { WakeReason, Wakes } from './wakes.ts';

export type DaemonOptions = StepWorld & {
  readonly clock: Clock;
  readonly wakes: Wakes;
  readonly load: () => Promise<Inputs>;
  readonly correct: (work: Extract<Work, { kind: 'correct' }>) => Promise<Report>;
  /** A pass that ended without a single request, since there is no good tree. */
  readonly onlyProblems: (desired: Desired) => Report;
  /** Asks a tenant that failed whether it answers again, beside all passes: why it does not, or undefined where it does. */
  readonly reach: (tenant: TenantSettings, settings: Inputs['settings']) => Promise<Failure | undefined>;
  /** Wakes at that time, in milliseconds since 1970, and not at the one it was set to before. */
  readonly setAlarm: (at: number) => void;
  readonly stop: AbortSignal;
  readonly onPass: (news: FinishedNews) => Promise<void>;
  readonly onBug: (error: unknown) => void;
};

export type Daemon = {
  /** One pass at a time, each for all the wakes that came meanwhile, until it is stopped. */
  readonly run: () => Promise<void>;
  /** The alarm rings: what is due wakes a pass. */
  readonly ring: () => void;
  readonly state: () => DaemonState;
};

type RunningDaemon = { state: DaemonState; readonly options: DaemonOptions };

export function createDaemon(options: DaemonOptions): Daemon {
  const { wakes, clock, stop, onBug } = options;
  const daemon: RunningDaemon = { state: firstState(clock.now()), options };
  return {
    state: () => ({ ...daemon.state, now: clock.now() }),
    ring: () => run(daemon, ring(daemon.state, options)),
    async run() {
      wakes.wake('start');
      for (;;) {
        const reasons = await wakes.next(stop);
        if (reasons.length === 0) return;
        await pass(daemon, reasons).catch(onBug);
        arm(daemon);
      }
    },
  };
}

async function pass(daemon: RunningDaemon, reasons: readonly WakeReason[]): Promise<void> {
  const { options } = daemon;
  const wake = { reasons, at: options.clock.now() };
  const inputs = await options.load();
  const { state, work } = begin(daemon.state, wake, inputs, options);
  daemon.state = state;
  const report = await (work.kind === 'correct' ? options.correct(work) : options.onlyProblems(work.desired));
  const news = settle(daemon.state, report, options);
  daemon.state = news.state;
  await options.onPass(news);
}

function run(daemon: RunningDaemon, { state, wakes, ask }: Errands): void {
  daemon.state = state;
  for (const reason of wakes) daemon.options.wakes.wake(reason);
  for (const tenant of ask) void askAgain(daemon, tenant);
  arm(daemon);
}

async function askAgain(daemon: RunningDaemon, tenant: TenantSettings): Promise<void> {
  const { reach, stop, onBug } = daemon.options;
  try {
    const failure = await reach(tenant, daemon.state.settings!);
    run(daemon, asked(daemon.state, tenant.name, failure, daemon.options));
  } catch (error) {
    daemon.state = askedInVain(daemon.state, tenant.name);
    if (!stop.aborted) onBug(error);
  }
}

function arm({ state, options }: RunningDaemon): void {
  const at = nextAlarm(state, options);
  if (at !== undefined) options.setAlarm(at);
}
