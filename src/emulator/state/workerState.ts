/** The worker's states, by their numbers (the API page, "Status"). */
export const states = {
  suspended: 0,
  starting: 1,
  running: 2,
  successfulFinished: 3,
  sleepingError: 4,
  stopping: 5,
  sleepingErrorLocked: 6,
  deactivated: 7,
} as const;
export type State = (typeof states)[keyof typeof states];

/** By their numbers in requests. */
export const actions = ['start', 'stop', 'restart'] as const;
export type Action = (typeof actions)[number];

/** What the worker does with a sync that does not just run on time. Times are milliseconds since 1970. */
export type WorkerRun = {
  readonly stoppedAt?: number | undefined;
  /** When the run that is under way ends. */
  readonly endsAt?: number | undefined;
  /** What somebody put it into, and when. */
  readonly put?: { readonly state: State; readonly at: number } | undefined;
  readonly lastSync?: number | undefined;
};

/** What of a sync the worker minds. */
export type Worked = {
  /** In .NET's ticks. */
  interval: number | null;
  /** False for maintenance syncs, which nobody can start and stop. */
  controllable?: boolean;
  /** Absent: it runs on time. */
  worker?: WorkerRun;
};

/** What there is to tell of a sync. Its runs take no time and never fail, unless somebody wants it otherwise. */
export function tellState(sync: Worked, now: number) {
  const { stoppedAt, put, lastSync } = sync.worker ?? {};
  const state = stateOf(sync, now);
  const pause = pauseOf(sync);
  const lastRunAt = (at: number) => (pause === undefined ? null : Math.floor(at / pause) * pause);
  const isWaiting = state === states.successfulFinished || state === states.sleepingError;
  return {
    state,
    lastSync: lastSync ?? lastRunAt(stoppedAt ?? put?.at ?? now),
    nextSync: isWaiting && pause !== undefined ? lastRunAt(now)! + pause : null,
  };
}

function stateOf(sync: Worked, now: number): State {
  const { stoppedAt, endsAt = 0, put } = sync.worker ?? {};
  const isRunning = now < endsAt;
  if (stoppedAt !== undefined) return isRunning ? states.stopping : states.deactivated;
  if (isRunning) return states.running;
  if (put && !isOver(put, sync, now)) return put.state;
  return pauseOf(sync) === undefined ? states.suspended : states.successfulFinished;
}

/** A sync that waits for its turn, or starts, runs by itself when it is time. */
function isOver(put: NonNullable<WorkerRun['put']>, sync: Worked, now: number): boolean {
  const pause = pauseOf(sync);
  if (put.state > states.running || pause === undefined) return false;
  return Math.floor(now / pause) > Math.floor(put.at / pause);
}

const ticksPerMillisecond = 10_000;

/** Milliseconds. */
function pauseOf({ interval }: Worked): number | undefined {
  return interval === null || interval <= 0 ? undefined : interval / ticksPerMillisecond;
}

/** As of when the worker tells what it does: while its service is down, all is as it was then. */
export function toldAt(
  { workerDownSince }: { readonly workerDownSince?: number | undefined },
  now: number,
): number {
  return workerDownSince ?? now;
}

/** Starts, stops or restarts a sync. A run that is under way is finished first. */
export function steer(sync: Worked, action: Action, now: number): void {
  if (sync.worker?.stoppedAt !== undefined && action === 'stop') return;
  const { endsAt, lastSync } = sync.worker ?? {};
  sync.worker = action === 'stop' ? { endsAt, lastSync, stoppedAt: now } : { endsAt };
}

/** Why a sync is not steered: nobody can start and stop a maintenance sync, or start one whose account is locked. */
export function whyUnsteered(
  sync: Worked,
  action: Action,
  now: number,
): 'maintenance' | 'locked' | undefined {
  if (sync.controllable === false) return 'maintenance';
  const isLocked = stateOf(sync, now) === states.sleepingErrorLocked;
  return isLocked && action !== 'stop' ? 'locked' : undefined;
}

/** What somebody wants a sync to be in. A run takes so many milliseconds, without a number until somebody says otherwise. */
export function runIn(state: State | undefined, runsFor: number | undefined, now: number): WorkerRun {
  const takesTime = state === undefined || state === states.running || state === states.stopping;
  const endsAt = takesTime ? now + (runsFor ?? Number.POSITIVE_INFINITY) : undefined;
  if (state === states.stopping || state === states.deactivated) return { stoppedAt: now, endsAt };
  return takesTime ? { endsAt } : { put: { state, at: now } };
}
