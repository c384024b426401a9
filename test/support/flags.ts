import type { CommonFlags } from '../../src/cli/commonFlags.ts';

/** What commands are given where nothing is said. */
export const usualFlags = {
  config: undefined,
  syncs: 'syncs',
  tenant: [],
  output: 'text',
  logLevel: 'info',
  stateDir: '.sollist',
  color: true,
  given: {},
} as const satisfies CommonFlags;
