import type { SpokenVersion } from '../../model/settings.ts';
import type { Dialect } from './dialect.ts';
import { v1 } from './v1.ts';
import { v20, v21 } from './v2.ts';

/** How each version of the API is spoken. */
export const dialects = {
  '1.1': v1,
  '1.2': v1,
  '1.3': v1,
  '1.4': v1,
  '1.5': v1,
  '1.6': v1,
  '2.0': v20,
  '2.1': v21,
  '2.2': v21,
  '2.3': v21,
} as const satisfies Record<SpokenVersion, Dialect>;
