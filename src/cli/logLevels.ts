import type { LogLevel } from '../base/log.ts';

/** Apart from the log itself, which only commands that log load. */
export const logLevels = [
  'trace',
  'debug',
  'info',
  'warn',
  'error',
  'silent',
] as const satisfies readonly LogLevel[];
