import type { Report } from '../../reconcile/report.ts';
import type { DaemonState } from '../state.ts';
import { reportNews, troubleNews } from './changed.ts';
import { contestedNews } from './contested.ts';
import { driftNews, driftSeen } from './drift.ts';
import type { Event, News, Told } from './event.ts';
import { haltNews } from './halted.ts';
import { approvalNews, passNews, treeNews } from './passes.ts';
import { problemNews, tenantNews } from './tenants.ts';
import { unmanagedNews } from './unmanaged.ts';

/**
 * Says once what is news after a pass, which ended in `after` and came to `report`, and what has been told with it. What
 * lasts is not told again, and neither is the same pass.
 */
export function eventsBetween(
  before: DaemonState,
  after: DaemonState,
  report: Report,
): { readonly events: readonly Event[]; readonly told: Told } {
  const { told } = before;
  if (before.lastPass?.number === after.lastPass?.number) return { events: [], told };
  const news: { readonly [Part in keyof Told]: News<Part> } = {
    tree: treeNews(told.tree, after),
    passes: passNews(told.passes, after, report),
    tenants: tenantNews(told.tenants, after, report),
    blocked: problemNews(told.blocked, after, report),
    drift: driftNews(told.drift, report),
    contested: contestedNews(told.contested, after),
    syncs: unmanagedNews(told.syncs, after, report),
    halted: haltNews(told.halted, after),
    troubles: troubleNews(told.troubles, after),
    report: reportNews(told.report, after, report),
  };
  return {
    events: [
      ...approvalNews(before, report),
      ...Object.values(news).flatMap(({ events }) => events),
      ...driftSeen(before, report),
    ],
    told: Object.fromEntries(Object.entries(news).map(([part, { told }]) => [part, told])) as Told,
  };
}
