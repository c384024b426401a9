import { sha256 } from '../../base/hash.ts';
import type { DaemonState } from '../state.ts';
import type { News, Trouble } from './event.ts';

/** What keeps passes from doing all that they should, where it is something else than it was. */
export function troubleNews(told: string, state: DaemonState): News<'troubles'> {
  const { troubles, key } = troublesOf(state);
  const digest = troubles.length === 0 ? '' : sha256(key);
  if (digest === told || digest === '') return { events: [], told: digest };
  return { events: [{ type: 'troubles.changed', troubles }], told: digest };
}

/** A failure is the same for as long as its code is, in whatever words. */
function troublesOf({ bad, problems, refusals, tenants }: DaemonState) {
  const failures = [...tenants.values()].flatMap(({ failing }) => (failing ? [failing.failure] : []));
  const stopping = [...(bad?.problems ?? []), ...problems, ...refusals].map(
    ({ code, message }): Trouble => ({ code, message }),
  );
  const failed = failures.map(
    ({ tenant, code, message }): Trouble => ({ code, message: `${tenant}: ${message}` }),
  );
  return {
    troubles: [...stopping, ...failed],
    key: JSON.stringify([...stopping, ...failures.map(({ tenant, code }) => [tenant, code])]),
  };
}
