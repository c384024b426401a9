import type { Report } from '../../reconcile/report.ts';
import type { DaemonState } from '../state.ts';
import { contestedNews } from './contested.ts';
import { driftNews, driftSeen } from './drift.ts';
import type { Event } from './event.ts';
import { passNews } from './passes.ts';
import { reportNews } from './report.ts';
import { tenantNews } from './tenants.ts';
import type { Told } from './told.ts';
import { treeNews } from './tree.ts';
import { troubleNews } from './troubles.ts';

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
  const tree = treeNews(told.tree, after);
  const passes = passNews(told.passes, after, report);
  const tenants = tenantNews(told.tenants, after, report);
  const drift = driftNews(told.drift, report);
  const contested = contestedNews(told.contested, after);
  const troubles = troubleNews(told.troubles, after);
  const changed = reportNews(told.report, after, report);
  return {
    events: [tree, passes, tenants, drift, contested, troubles, changed]
      .flatMap(({ events }): readonly Event[] => events)
      .concat(driftSeen(before, report)),
    told: {
      tree: tree.told,
      passes: passes.told,
      tenants: tenants.told,
      drift: drift.told,
      contested: contested.told,
      troubles: troubles.told,
      report: changed.told,
    },
  };
}
