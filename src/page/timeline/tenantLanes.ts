import { calledName } from '../../model/syncName.ts';
import type { Course } from '../../reconcile/explain/explained.ts';
import type { View } from '../view.ts';
import { type Bar, type ClockLane, type DrawnSync, isChanging, tooOften, valueBar } from './lanes.ts';

/** A lane for each sync that the clock changes: all its values that change, in one. */
export function tenantLanes(
  syncs: readonly DrawnSync[],
  view: View,
  hrefOf?: (sync: DrawnSync['sync']) => string,
): readonly ClockLane[] {
  return syncs.flatMap(({ sync, course, holds }): ClockLane[] => {
    if (!course) return [];
    const end = holds.find(({ rule }) => rule === 'suspended')?.until;
    const isResumed = end !== undefined && end < course.to;
    const bars = mergedBars(course, view);
    if (bars.length === 0 && !isResumed) return [];
    const held: Bar[] = isResumed
      ? [{ from: course.from, to: end, look: 'held', text: view.words.timeline.suspended }]
      : [];
    const later = bars
      .filter(({ to }) => !isResumed || to > end)
      .map((bar) => (isResumed ? { ...bar, from: Math.max(bar.from, end) } : bar));
    const name = calledName(sync);
    return [{ kind: 'value', name, ...(hrefOf && { href: hrefOf(sync) }), bars: [...held, ...later] }];
  });
}

/** Cut wherever one of the values changes. What is stopped has no other value that counts. */
function mergedBars(course: Course, view: View): readonly Bar[] {
  const fields = course.fields.filter(isChanging(course));
  if (fields.some(({ told }) => told < course.to)) return [tooOften(course, view)];
  const starts = fields.flatMap(({ spans }) => spans.map(({ from }) => from));
  const cuts = [...new Set(starts)].sort((a, b) => a - b);
  return cuts.map((from, index): Bar => {
    const all = fields.map((field) => {
      const span = field.spans.find((one) => one.from <= from && from < one.to)!;
      const bar = valueBar(field, span, view);
      return field.field === 'configs' ? { ...bar, text: `${field.name} ${bar.text}` } : bar;
    });
    const stopped = all.find(({ look }) => look === 'stopped');
    const text = (stopped ? [stopped] : all).map((bar) => bar.text).join(' · ');
    const places = [...new Set(all.flatMap(({ place }) => place ?? []))].join(', ');
    const look = stopped?.look ?? all.find((bar) => bar.look === 'byWindow')?.look ?? all[0]!.look;
    return { from, to: cuts[index + 1] ?? course.to, look, text, place: places };
  });
}
