import { type Here, shownTime } from '../../base/time/shown.ts';
import { type Duration, toShort } from '../../model/duration.ts';
import type { OpenWindow } from '../../model/fields/kind.ts';

/** `06:00` for today, else with the day: `tomorrow 06:00`. */
export function soon(at: number, here: Here): string {
  return shownTime(at, here).replace(/^today /, '');
}

const units = [
  [86_400, 'day'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** `3 h ago`, in the largest unit that there is one of. */
export function ago(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1_000));
  const [size, unit] = units.find(([length]) => seconds >= length) ?? [1, 's'];
  const number = Math.floor(seconds / size);
  return `${number} ${unit}${unit === 'day' && number !== 1 ? 's' : ''} ago`;
}

const day = 86_400_000;

/** `window 22:00–06:00, open until 06:00`; one that is longer than a day names its days. */
export function windowWords(window: OpenWindow, here: Here): string {
  const { isOpen, opens, closes } = window;
  const state = isOpen ? openWords(closes, here) : closedWords(opens, here);
  return `window ${spanWords(window, here)}${state}`;
}

function openWords(closes: number | undefined, here: Here): string {
  return closes === undefined ? ', open' : `, open until ${soon(closes, here)}`;
}

function closedWords(opens: number | undefined, here: Here): string {
  return opens === undefined ? ', closed' : `, opens ${soon(opens, here)}`;
}

/** `22:00–06:00`, or with the days of one that is longer than a day. */
export function spanWords({ start, duration, opens, closes }: OpenWindow, here: Here): string {
  if (opens === undefined || closes === undefined) {
    return `"${start.value}" for ${toShort(duration as Duration)}`;
  }
  if (closes - opens > day) return `${shownTime(opens, here)}–${shownTime(closes, here)}`;
  return `${timeOfDay(opens, here)}–${timeOfDay(closes, here)}`;
}

function timeOfDay(at: number, here: Here): string {
  return shownTime(at, here).replace(/^\S+ /, '');
}
