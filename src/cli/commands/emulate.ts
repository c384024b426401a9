import { InvalidArgumentError } from 'commander';
import { faultKinds } from '../../emulator/faults/kinds.ts';
import { parseQuota } from '../../emulator/faults/quota.ts';
import { parseFaults } from '../../emulator/faults/rules.ts';
import { dialectNames } from '../../emulator/state/dialects.ts';
import { listenFlag } from '../address.ts';
import { command } from '../command.ts';
import { choice, option, orWrongUsage, yes } from '../option.ts';

const notes = `Faults, as KIND=RATE with a rate from 0 to 1; at most N times with xN:
${faultKinds.map(({ kind, does }) => `  ${kind.padEnd(11)}${does}`).join('\n')}

  sollist emulate --tenants 60 --syncs 12 --seed 7
  sollist emulate --dialect 2.1 --fault 503=0.1,latency=0.5:250,409=1x2
  sollist emulate --quota 100/60
  curl -X PUT http://127.0.0.1:9480/_emulator/tenants/default/syncs/Amazon -d '{"interval": "00:45:00"}'
  curl http://127.0.0.1:9480/_emulator/                 lists all that can be done while it runs`;

/** It has nothing in common with the others: it is the other side. */
export const emulate = command({
  about: 'serve a local JTL-Wawi worker API to try things on',
  description: 'Serves a local JTL-Wawi worker API, with tokens, tenants and typed options, until Ctrl-C.',
  settings: [],
  examples: [
    ['sollist emulate > sollist.yaml', 'then, elsewhere, sollist plan'],
    ['sollist emulate --on-premise > sollist.yaml', 'with an API key'],
  ],
  notes,
  document: 'error',
  flags: {
    listen: listenFlag(
      'where it listens; port 0 picks a free one',
      '127.0.0.1:9480',
      'SOLLIST_EMULATOR_LISTEN',
    ),
    dialect: choice('--dialect <version>', 'which generation of the API it is', dialectNames, {
      ...{ fallback: undefined, shown: '2.0, on-premise 1.1' },
      variable: 'SOLLIST_EMULATOR_DIALECT',
    }),
    onPremise: yes('--on-premise', 'prints settings with an API key, as for a Wawi on-premise', {
      fallback: false,
      variable: 'SOLLIST_EMULATOR_ON_PREMISE',
    }),
    tenants: option('--tenants <count>', 'how many tenants', wholeNumberFrom(1, 100_000), {
      fallback: 1,
      variable: 'SOLLIST_EMULATOR_TENANTS',
    }),
    syncs: option('--syncs <count>', 'how many syncs each has', wholeNumberFrom(0, 10_000), {
      fallback: 10,
      variable: 'SOLLIST_EMULATOR_SYNCS',
    }),
    seed: option(
      '--seed <number>',
      'the same seed gives the same identifiers, values and faults',
      wholeNumberFrom(0, 2 ** 31 - 1),
      { fallback: 1, variable: 'SOLLIST_EMULATOR_SEED' },
    ),
    fault: option(
      '--fault <spec>',
      'faults at given rates: KIND=RATE[,KIND=RATE…], see --help-all',
      orWrongUsage(parseFaults),
      { fallback: [], shown: 'none', variable: 'SOLLIST_EMULATOR_FAULT' },
    ),
    quota: option(
      '--quota <limit/seconds>',
      'calls per endpoint and tenant; 100/60/client counts all tenants together',
      orWrongUsage(parseQuota),
      { variable: 'SOLLIST_EMULATOR_QUOTA' },
    ),
    output: choice(
      '-o, --output <format>',
      'how it says where it is: a sollist.yaml, or one JSON document',
      ['text', 'json'],
      { fallback: 'text', variable: 'SOLLIST_OUTPUT' },
    ),
  },
  async run(flags, terminal) {
    const { serveEmulator } = await import('../late/emulator.ts');
    return serveEmulator(flags, terminal);
  },
});

function wholeNumberFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
  };
}
