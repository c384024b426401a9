import { Command } from 'commander';
import { expect, test } from 'vitest';
import { commonFlags } from './commonFlags.ts';
import { valuesOf } from './option.ts';

function read(args: readonly string[], env: Record<string, string> = {}) {
  const flags = commonFlags(['json', 'text']);
  const command = new Command().exitOverride();
  for (const flag of Object.values(flags)) for (const one of flag.options) command.addOption(one);
  command.parse(args, { from: 'user' });
  return valuesOf(flags, { command, env });
}

test('a command prints unasked in the first format that it has', () => {
  expect(read([])).toMatchObject({ output: 'json', syncs: 'syncs', tenant: [], color: true, given: {} });
});

test('tenants are named again and again, or with commas', () => {
  expect(read(['--tenant', 'a, b', '--tenant', 'c']).tenant).toEqual(['a', 'b', 'c']);
});

test('what is said of settings keeps who said it, so that a problem can name it', () => {
  const { given } = read(['--schedule', 'often'], { SOLLIST_CLIENT_ID: 'me' });
  expect(Object.values(given)).toEqual([
    { text: 'often', by: '--schedule' },
    { text: 'me', by: 'SOLLIST_CLIENT_ID' },
  ]);
});
