import type { Event } from './events/event.ts';
import type { DaemonState } from './state.ts';

/** The state directory was written to, or could not be because of `error`: what is known now, and what of it is news. */
export function storageAfter(
  state: DaemonState,
  error: string | undefined,
  now: number,
): { readonly state: DaemonState; readonly events: readonly Event[] } {
  const { storage: before, ...rest } = state;
  if (error !== undefined) {
    const storage = { since: before?.since ?? now, error };
    return { state: { ...rest, storage }, events: before ? [] : [{ type: 'storage.failed', error }] };
  }
  if (!before) return { state, events: [] };
  return { state: rest, events: [{ type: 'storage.recovered', afterMs: now - before.since }] };
}
