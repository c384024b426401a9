import { execFileSync } from 'node:child_process';

/** Variables for a process whose wall clock begins there; whatever waits goes by the real one. Asks for faketime. */
export function clockFrom(start: string): Record<string, string> {
  const library = execFileSync('faketime', ['-m', '-f', '+0', 'printenv', 'LD_PRELOAD'], {
    encoding: 'utf8',
  });
  return {
    LD_PRELOAD: library.trim(),
    FAKETIME: `@${start.slice(0, 19).replace('T', ' ')}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
    TZ: 'UTC',
  };
}
