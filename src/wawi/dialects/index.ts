import type { ApiVersion } from '../../model/settings.ts';
import type { Dialect } from './dialect.ts';
import { dialect1 } from './v1.ts';
import { dialect20 } from './v20.ts';
import { dialect21 } from './v21.ts';

export function dialectOf(version: ApiVersion): Dialect {
  if (version.startsWith('1.')) return dialect1;
  return version === '2.0' ? dialect20 : dialect21;
}
