import type { Here } from '../../base/time/shown.ts';
import type { TimeSpan } from '../../reconcile/explain/explained.ts';

/**
 * How wide a lane is at least, in rem, from each width of the whole picture on. The styles show what is of a tier from its
 * width on, so the same picture has as many words as there is room for.
 */
export const laneWidths = [16, 29, 37, 59, 93] as const;

/** `at` and `width` as drawn: the share of the lane, and rem. What never fits has no tier. */
export type Label = {
  readonly at: number;
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
};
export type PlacedLabel<L extends Label> = L & { readonly tier: number };

/** Digits are the widest of small letters; in rem. */
const cell = 0.46;

export function widthOf(text: string): number {
  return text.length * cell;
}

/** The tier from which on each label has room. Those that come first go first, and stay in each wider picture. */
export function place<L extends Label>(labels: readonly L[]): readonly PlacedLabel<L>[] {
  const placed: PlacedLabel<L>[] = [];
  for (const [tier, lane] of laneWidths.entries()) {
    for (const label of labels) {
      if (placed.some(({ at, text }) => at === label.at && text === label.text)) continue;
      const [left, right] = reach(label, lane);
      const isFree = placed.every((other) => {
        const [from, to] = reach(other, lane);
        return right + 0.5 <= from || to + 0.5 <= left;
      });
      if (left >= 0 && right <= lane && isFree) placed.push({ ...label, tier });
    }
  }
  return placed;
}

function reach({ at, text, anchor }: Label, lane: number): readonly [number, number] {
  const width = widthOf(text);
  const left = at * lane - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2);
  return [left, left + width];
}

/** The tier from which on words fit into a share of the lane, or undefined where they never do. */
export function tierFor(text: string, share: number): number | undefined {
  const tier = laneWidths.findIndex((lane) => lane * share >= widthOf(text) * 1.15 + 0.9);
  return tier < 0 ? undefined : tier;
}

/** A full hour as clocks show it, and where it lies. A date stands where the day begins. */
export type Hour = { readonly at: number; readonly hour: string; readonly date?: string };

/** The full hours of a span: one that clocks show twice comes twice, one that they skip does not come. */
export function hoursOf(span: TimeSpan, { calendar, timezone }: Here): readonly Hour[] {
  const hours: Hour[] = [];
  for (let time = span.from; time < span.to; ) {
    const local = calendar.localAt(time, timezone);
    const past = (Number(local.slice(14, 16)) * 60 + Number(local.slice(17))) * 1_000 + (time % 1_000);
    if (past === 0) {
      const hour = local.slice(11, 13);
      const isFirst = hour === '00' && hours.at(-1)?.hour !== '00';
      hours.push({ at: shareOf(time, span), hour, ...(isFirst && { date: local.slice(0, 10) }) });
    }
    time += 3_600_000 - past;
  }
  return hours;
}

export function shareOf(time: number, { from, to }: TimeSpan): number {
  return (time - from) / (to - from);
}

/** The quarters of a day before its thirds, and an hour that comes twice before its neighbours. */
export function hourLabels(hours: readonly Hour[], now: string): readonly PlacedLabel<Label>[] {
  const isTwice = ({ hour }: Hour, index: number) =>
    [index - 1, index + 1].some((near) => hours[near]?.hour === hour);
  const weight = (one: Hour, index: number) => {
    const value = Number(one.hour);
    if (value % 6 === 0) return 0;
    return isTwice(one, index) ? 1 : value % 3 === 0 ? 2 : value % 2 === 0 ? 3 : 4;
  };
  const labels = hours
    .map((one, index) => ({
      at: one.at,
      text: one.hour,
      anchor: 'middle' as const,
      weight: weight(one, index),
    }))
    .sort((a, b) => a.weight - b.weight);
  return place([{ at: 0, text: now, anchor: 'start' }, ...labels]);
}

/** Each day where it begins, and today at the left edge, where there is room. */
export function dayLabels(hours: readonly Hour[], today: string, dayText: (date: string) => string) {
  const midnights = hours.flatMap(({ at, date }): Label[] =>
    date === undefined ? [] : [{ at, text: dayText(date), anchor: at > 0.7 ? 'end' : 'start' }],
  );
  return place([...midnights, { at: 0, text: dayText(today), anchor: 'start' }]);
}
