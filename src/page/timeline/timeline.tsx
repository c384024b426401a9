import type { ToldSync } from '../../report/explain/answer.ts';
import type { View } from '../view.ts';

/** What may be drawn of a sync: an explanation that was asked for with `ahead`. */
export type DrawnSync = Pick<ToldSync, 'sync' | 'course' | 'holds'>;

/** How far a timeline reaches, in milliseconds. */
export const timelineReach = 86_400_000;

/** What the next 24 hours bring one sync: a lane for each field that the clock changes. Draws nothing without a course. */
export function SyncTimeline({ view, sync }: { readonly view: View; readonly sync: DrawnSync }) {
  if (!sync.course) return null;
  return <figure class="timeline">{view.words.timeline.title}</figure>;
}

/** The same for a tenant: a lane for each sync that the clock changes. `hrefOf` gives the address of a sync's page. */
export function TenantTimeline({
  view,
  syncs,
}: {
  readonly view: View;
  readonly syncs: readonly DrawnSync[];
  readonly hrefOf?: (sync: DrawnSync['sync']) => string;
}) {
  if (!syncs.some(({ course }) => course)) return null;
  return <figure class="timeline">{view.words.timeline.title}</figure>;
}
