import type { StatusJson } from '../../generated/status.ts';
import type { Concealed } from '../../model/secret.ts';
import { type DaemonState, type HealthReadings, isAlive, unreadiness } from '../state.ts';
import { type Noticing, statusJson } from '../status/json.ts';
import { refusedAt } from './token.ts';

export type StatusServed = {
  readonly version: string;
  /** Asked anew for each request. */
  readonly state: () => DaemonState;
  readonly watchMode: () => Noticing | undefined;
  /** What the workers tell of their syncs, within seconds. */
  readonly health: (state: DaemonState) => Promise<HealthReadings>;
  /** `SOLLIST_TOKEN`; without it nobody can ask for a pass, nor approve a plan. */
  readonly token: Concealed | undefined;
};

/** What `GET /api/v1/status` answers, and what the page is made from. */
export async function servedStatus({
  version,
  state,
  watchMode,
  health,
  token,
}: StatusServed): Promise<StatusJson> {
  const readings = await health(state());
  const now = state();
  return statusJson(now, {
    version,
    alive: isAlive(now),
    ready: unreadiness(now).length === 0,
    watchMode: watchMode(),
    health: readings,
    refusedAt: refusedAt(token),
  });
}
