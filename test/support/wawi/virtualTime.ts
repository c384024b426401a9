import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setImmediate as turn } from 'node:timers/promises';
import { noon } from './client.ts';

/** A clock that stands still while anything is going on, and jumps to the next alarm when all wait. */
export type VirtualTime = {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** For servers: how long they take to answer. */
  readonly delay: (milliseconds: number) => Promise<void>;
  /** Lets time pass until the work is done. */
  readonly until: <T>(work: Promise<T>) => Promise<T>;
  readonly close: () => void;
};

type Alarm = { readonly at: number; readonly ring: () => void };

/** So many turns of the event loop bring an answer from the socket to whoever waits for it. */
const quietTurns = 4;

export function startVirtualTime(): VirtualTime {
  let now = noon.getTime();
  let alarms: Alarm[] = [];
  let held = 0;
  const flights = countFlights();

  function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        alarms = alarms.filter((one) => one !== alarm);
        signal?.removeEventListener('abort', stop);
      };
      const stop = () => {
        end();
        reject(signal!.reason);
      };
      const alarm = {
        at: now + milliseconds,
        ring: () => {
          end();
          resolve();
        },
      };
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener('abort', stop);
      alarms.push(alarm);
    });
  }

  function ringNext(): void {
    if (alarms.length === 0) throw new Error('all wait, and nothing will wake them');
    const at = Math.min(...alarms.map((alarm) => alarm.at));
    now = Math.max(now, at);
    for (const alarm of alarms.filter((one) => one.at === at)) alarm.ring();
  }

  async function until<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const end = () => {
      isDone = true;
    };
    work.then(end, end);
    for (let quiet = 0; !isDone; quiet += 1) {
      if (flights.count() !== held) quiet = 0;
      if (quiet > quietTurns) {
        ringNext();
        quiet = 0;
      }
      await turn();
    }
    return work;
  }

  async function delay(milliseconds: number): Promise<void> {
    held += 1;
    await sleep(milliseconds).finally(() => {
      held -= 1;
    });
  }

  return { now: () => now, sleep, delay, until, close: flights.close };
}

/** How many requests of the HTTP client are on their way. */
function countFlights() {
  let count = 0;
  const start = () => {
    count += 1;
  };
  const end = () => {
    count -= 1;
  };
  const channels = [
    ['undici:request:create', start],
    ['undici:request:trailers', end],
    ['undici:request:error', end],
  ] as const;
  for (const [name, listener] of channels) subscribe(name, listener);
  return {
    count: () => count,
    close: () => {
      for (const [name, listener] of channels) unsubscribe(name, listener);
    },
  };
}
