import { type Duration, parseDuration, toIso, toShort } from '../duration.ts';
import type { ScalarValues } from './scalar.ts';

/** How often a sync runs. */
export const interval: ScalarValues<Duration> = {
  equal: (a, b) => a === b,
  show: toShort,
  toJson: toIso,
  fromJson: parseDuration,
};
