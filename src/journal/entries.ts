import type { FinishedNews } from '../daemon/state.ts';
import { revisionOf } from '../files/revision.ts';
import type { Entry } from '../reconcile/ports.ts';
import { syncsInShort, unmanagedNewsWords } from '../report/unmanaged.ts';

/**
 * What a pass saw and did not write, for the journal: each thing once for as long as it lasts. A year of the same would
 * fill the journal, and push out what was done.
 */
export function entriesOf({ events, state }: FinishedNews): readonly Entry[] {
  const { id, reasons, result } = state.lastPass!;
  const source = revisionOf(state.lastPass!);
  const pass = { id, reasons, result };
  return events.flatMap((event): Entry[] => {
    if (event.type === 'troubles.changed') {
      return [{ ...source, changes: [], pass: { ...pass, told: event.troubles } }];
    }
    if (event.type === 'unmanaged.appeared' || event.type === 'unmanaged.gone') {
      const message = `${syncsInShort(event.syncs, event.tenants)}: ${unmanagedNewsWords[event.type]}`;
      return [{ ...source, changes: [], pass: { ...pass, told: [{ code: event.type, message }] } }];
    }
    if (event.type !== 'drift.seen') return [];
    // Drift that is only reported has no outcome.
    const changes = event.seen.flatMap(({ change }) => (change.mode === 'observe' ? [change] : []));
    return changes.length > 0 ? [{ ...source, changes, pass }] : [];
  });
}
