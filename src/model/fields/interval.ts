import { type Duration, parseDesiredDuration, parseDuration, toIso, toShort } from '../duration.ts';
import type { ScalarValues } from './kind.ts';

/** How often a sync runs. */
export const interval: ScalarValues<Duration> = {
  written: ['string', 'number'],
  mistake: 'duration',
  read: parseDesiredDuration,
  equal: (a, b) => a === b,
  show: toShort,
  toJson: toIso,
  fromJson: (json) => (typeof json === 'string' ? parseDuration(json) : undefined),
};
