import { printable } from '../base/printable.ts';
import { crop } from '../base/text/cells.ts';

/** How a sync fares in the ERP, by the worker's own word. It says nothing of whether the sync is as it should be. */
export const healths = ['Healthy', 'Degraded', 'Suspended', 'Unknown'] as const;
export type Health = (typeof healths)[number];

/** What the worker tells of one sync. Times are milliseconds since 1970, null where it tells none. */
export type WorkerStatus = WhatStateMeans & {
  readonly id: string;
  readonly lastSync: number | null;
  readonly nextSync: number | null;
};

/** `active` is absent for a state that nobody knows, and `unknown` is what the server calls it. */
export type WhatStateMeans = {
  readonly health: Health;
  readonly active?: boolean;
  /** The sync's account has to be unlocked before it can be started. */
  readonly isLocked?: boolean;
  readonly unknown?: string;
  /** It runs or waits for its turn, which tells nothing of how its last run ended. */
  readonly isUnderWay?: boolean;
};

/** The worker's states by their numbers, each with how REST and GraphQL spell it (the API page, "Run state"), in small letters. */
const states: readonly (readonly [names: readonly string[], meaning: WhatStateMeans])[] = [
  [['suspended'], { health: 'Suspended', active: true, isUnderWay: true }],
  [['starting'], { health: 'Healthy', active: true, isUnderWay: true }],
  [['running'], { health: 'Healthy', active: true, isUnderWay: true }],
  [['successfulfinished', 'successfullfinished'], { health: 'Healthy', active: true }],
  [['sleepingerror'], { health: 'Degraded', active: true }],
  [['stopping'], { health: 'Suspended', active: false }],
  [['sleepingerrorlocked', 'sleepingerrorgesperrt'], { health: 'Degraded', active: true, isLocked: true }],
  [['deactivated'], { health: 'Suspended', active: false }],
];

const meanings = new Map(
  states.flatMap(([names, meaning], number) => [String(number), ...names].map((name) => [name, meaning])),
);

/** A state as a number, in digits, or by its name in whatever case. One that nobody has heard of is no reason to guess. */
export function meaningOf(state: number | string): WhatStateMeans {
  const name = String(state).trim();
  const known = meanings.get(name.toLowerCase().replaceAll('_', ''));
  return known ?? { health: 'Unknown', unknown: crop(printable(name), 40) };
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
