import type { Report } from '../reconcile/report.ts';
import type { Event } from './events/event.ts';
import type { DaemonState } from './state.ts';

/** What those are told of who listen: what a pass came to, what is known after it, and what of that is news. */
export type FinishedNews = {
  readonly report: Report;
  readonly state: DaemonState;
  readonly events: readonly Event[];
};
