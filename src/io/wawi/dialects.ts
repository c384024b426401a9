import type { ApiVersion } from '../../model/settings.ts';
import type { Dialect } from './dialect.ts';
import { dialect1 } from './dialect1.ts';
import { dialect20 } from './dialect20.ts';
import { dialect21 } from './dialect21.ts';

export function dialectOf(version: ApiVersion): Dialect {
  if (version.startsWith('1.')) return dialect1;
  return version === '2.0' ? dialect20 : dialect21;
}
