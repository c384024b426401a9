import { aboutText } from './time/about.ts';

/** A line that shows how far long work has come, on a terminal only, and that leaves nothing behind. */
export type Progress = {
  /** So much of it is done: `writing 132 of 600`. */
  readonly advance: (work: string, done: number, total: number) => void;
  /** The quota lets nothing through for so many milliseconds. */
  readonly wait: (milliseconds: number) => void;
  /** Shows that time goes by, where a line stands. */
  readonly tick: () => void;
  readonly clear: () => void;
};

export type ProgressOptions = {
  readonly write: (text: string) => void;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  readonly columns: () => number;
  /** Seconds that so much takes at least. */
  readonly lasts: (count: number) => number;
};

/** Drawn at most ten times a second: a thousand tenants are no reason for a thousand lines. */
const pauseMs = 100;
/** A shorter wait is part of the pace. */
const shortestWaitMs = 5_000;

export function createProgress({ write, now, columns, lasts }: ProgressOptions): Progress {
  let [drawnAt, waitsUntil, drawn] = [Number.NEGATIVE_INFINITY, 0, false];
  let meter: Meter | undefined;

  function draw(): void {
    if (!meter || now() - drawnAt < pauseMs) return;
    drawnAt = now();
    drawn = true;
    write(`\r${progressLine(meter, { at: now(), waitsUntil, columns: columns(), lasts })}\u001b[K`);
  }

  return {
    advance(work, done, total) {
      waitsUntil = 0;
      meter = advanced(meter, { work, done, total }, now());
      draw();
    },
    wait(milliseconds) {
      if (milliseconds < shortestWaitMs) return;
      waitsUntil = now() + milliseconds;
      draw();
    },
    tick: () => drawn && draw(),
    clear() {
      if (drawn) write('\r\u001b[K');
      drawn = false;
    },
  };
}

export const noProgress: Progress = { advance() {}, wait() {}, tick() {}, clear() {} };

type Advance = { readonly work: string; readonly done: number; readonly total: number };

/** What was done lately, and in how many seconds: older work counts less and less, so that the estimate is steady. */
export type Meter = Advance & { readonly at: number; readonly lately: number; readonly seconds: number };

/** After so long, work counts a third. Seconds. */
const memory = 30;
/** Before that nobody knows how fast it goes. Seconds. */
const tooEarly = 2;

/** What begins anew, or is something else, has a pace of its own. */
export function advanced(before: Meter | undefined, { work, done, total }: Advance, at: number): Meter {
  if (!before || before.work !== work || done <= before.done)
    return { work, done, total, at, lately: 0, seconds: 0 };
  const { lately, seconds } = faded(before, at);
  return { work, done, total, at, lately: lately + done - before.done, seconds };
}

function faded({ at: since, lately, seconds }: Meter, at: number): Pick<Meter, 'lately' | 'seconds'> {
  const passed = (at - since) / 1000;
  const share = Math.exp(-passed / memory);
  return { lately: lately * share, seconds: seconds * share + passed };
}

type Shown = Pick<ProgressOptions, 'lasts'> & {
  readonly at: number;
  readonly waitsUntil: number;
  readonly columns: number;
};

/** `█████░░░ writing 132 of 600 · 2.0/s · 4 min left`: as much of it as there is room for. */
export function progressLine(meter: Meter, { at, waitsUntil, columns, lasts }: Shown): string {
  const { work, done, total } = meter;
  const head = `${work} ${done} of ${total}`;
  const waits = waitsUntil > at ? [`waits ${Math.ceil((waitsUntil - at) / 1000)} s for the quota`] : [];
  const [pace, left] = waits.length > 0 ? [[], []] : paceOf(meter, at, lasts);
  const whole = [head, ...waits, ...pace, ...left].join(' · ');
  const lines = [`${bar(done, total)} ${whole}`, whole, [head, ...left].join(' · '), ...waits, head];
  return lines.find((line) => line.length < columns) ?? head.slice(0, Math.max(0, columns - 1));
}

/** How fast, and for how long still; nothing while nobody knows. */
function paceOf(
  meter: Meter,
  at: number,
  lasts: Shown['lasts'],
): readonly [readonly string[], readonly string[]] {
  const { lately, seconds } = faded(meter, at);
  const rate = lately / seconds;
  if (!(seconds >= tooEarly && rate > 0)) return [[], []];
  const count = meter.total - meter.done;
  const left = Math.max(count / rate, lasts(count));
  return [[rateText(rate)], left >= 1 ? [`${aboutText(left)} left`] : []];
}

function rateText(rate: number): string {
  if (rate < 0.1) return `${(rate * 60).toFixed(1)}/min`;
  return `${rate.toFixed(rate < 10 ? 1 : 0)}/s`;
}

const barWidth = 20;

function bar(done: number, total: number): string {
  const filled = total === 0 ? barWidth : Math.floor((done / total) * barWidth);
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
}
