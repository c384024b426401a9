/** How a sync fares in the ERP, by the worker's own word. It says nothing of whether the sync is as it should be. */
export const healths = ['Healthy', 'Degraded', 'Suspended', 'Unknown'] as const;
export type Health = (typeof healths)[number];

/** What the worker tells of one sync. Times are milliseconds since 1970, null where it tells none. */
export type WorkerStatus = {
  readonly id: string;
  readonly health: Health;
  readonly lastSync: number | null;
  readonly nextSync: number | null;
};

/** The worker's states, by their numbers (the API page, "Status"). */
const states = [
  ['Suspended', 'Suspended'],
  ['Starting', 'Healthy'],
  ['Running', 'Healthy'],
  ['SuccessfulFinished', 'Healthy'],
  ['SleepingError', 'Degraded'],
  ['Stopping', 'Suspended'],
  ['SleepingErrorLocked', 'Degraded'],
  ['Deactivated', 'Suspended'],
] as const satisfies readonly (readonly [string, Health])[];

/** A state as a number, or by its name, as .NET may write it. One that nobody has heard of is no reason to guess. */
export function healthOf(state: number | string): Health {
  const known =
    typeof state === 'number'
      ? states[state]
      : states.find(
          ([name], number) => name.toLowerCase() === state.toLowerCase() || String(number) === state,
        );
  return known?.[1] ?? 'Unknown';
}

/** A time with its distance from UTC, to the millisecond; null for one without, which may mean any hour, and for none. */
export function readInstant(text: string | null | undefined): number | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i.exec(text ?? '');
  if (!match) return null;
  const [, local, fraction = '', offset] = match;
  const instant = Date.parse(`${local}${fraction.slice(0, 4)}${offset}`);
  // What has never run is said to have run in the year 1.
  return instant > 0 ? instant : null;
}
