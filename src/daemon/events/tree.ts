import { sha256 } from '../../base/hash.ts';
import type { DaemonState } from '../state.ts';
import type { News } from './event.ts';
import { isNew, problemsKey, remember } from './once.ts';
import type { Told } from './told.ts';

/** Files that have gone bad, or have other problems than before, and files that are good again. */
export function treeNews(told: Told['tree'], { bad }: DaemonState): News<'tree'> {
  if (!bad) {
    const events = told.last === undefined ? [] : [{ type: 'tree.recovered' } as const];
    return { events, told: { sets: [] } };
  }
  const { problems } = bad;
  const last = sha256(JSON.stringify(problems));
  if (last === told.last) return { events: [], told };
  const set = problemsKey(problems);
  const isTold = !isNew(told.sets, set);
  const sets = isTold ? told.sets : remember(told.sets, set);
  return { events: [{ type: 'tree.bad', problems, isTold }], told: { last, sets } };
}
