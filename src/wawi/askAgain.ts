import type { Clock } from '../base/clock.ts';

/**
 * How long what was only accepted has to show, in milliseconds: a change of settings that was answered with 202, and a start
 * or stop, which is always only asked for.
 */
export const waits = { accepted: 10_000, control: 30_000 } as const;

/** The pause between two looks, in milliseconds. It grows, so that who waits for long asks seldom. */
const pauses = { first: 1_000, factor: 1.5, longest: 5_000 } as const;

/** Asks until the answer shows what is wanted, the time is over, or `stop` is aborted. Gives the last answer. */
export async function askAgain<T>(
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
  ask: () => Promise<T>,
  shows: (answer: T) => boolean,
  { forMs, stop }: { readonly forMs: number; readonly stop: AbortSignal },
): Promise<T> {
  const until = clock.monotonic() + forMs;
  for (let pause: number = pauses.first; ; pause = Math.min(pause * pauses.factor, pauses.longest)) {
    const answer = await ask();
    const left = until - clock.monotonic();
    if (shows(answer) || left <= 0) return answer;
    await clock.sleep(Math.min(pause, left), stop).catch(() => {});
    if (stop.aborted) return answer;
  }
}
