import { expect, test } from 'vitest';
import { fakeTerminal } from '../../test/support/terminal.ts';
import { areaOf, type SettingKey, settingsTable } from '../settings/table.ts';
import { commands } from './commands/index.ts';
import { run } from './program.ts';

async function help(...args: readonly string[]): Promise<string> {
  const { terminal, said } = fakeTerminal({ columns: 80 });
  expect(await run(args, terminal)).toBe(0);
  return said.stdout;
}

const flagOf = (key: SettingKey) => settingsTable[key].flag?.split(' ')[0];
const keys = Object.keys(settingsTable) as SettingKey[];
const names = Object.keys(commands) as (keyof typeof commands)[];
const sharing = names.filter((name) => name !== 'emulate');

test.each(sharing)('%s shows the settings that it uses, and the rest with --help-all', async (name) => {
  const [short, long] = [await help(name, '--help'), await help(name, '--help-all')];
  for (const key of keys) {
    const what = flagOf(key) ?? settingsTable[key].jtl!;
    const uses = (commands[name].settings as readonly string[]).includes(areaOf(key));
    expect([what, new RegExp(`^ +${what}\\b`, 'm').test(short)]).toEqual([what, uses]);
    expect(long).toContain(what);
    expect(long).toContain(settingsTable[key].variable);
    if (flagOf(key)) expect(short).not.toContain(settingsTable[key].variable);
  }
});

test('each setting makes a difference to some command', () => {
  const used = new Set<string>(names.flatMap((name) => commands[name].settings));
  expect(keys.filter((key) => !used.has(areaOf(key)))).toEqual([]);
});

test.each(names)('%s comes with two examples that work, and fits 80 columns', async (name) => {
  const text = await help(name, '--help');
  const [, ...examples] = text.slice(text.indexOf('Examples:')).trimEnd().split('\n');
  expect(examples).toHaveLength(2);
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  for (const line of examples) {
    const [typed] = line.trim().split(/ {2,}| > /, 1);
    const [, , ...words] = (typed!.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ''));
    const { terminal, said } = fakeTerminal();
    expect(await run([name, ...words, '--nonsense'], terminal)).toBe(64);
    expect(said.stderr).toContain("unknown option '--nonsense'");
  }
});

test('the program lists what all commands share with --help-all alone', async () => {
  expect(await help('--help')).not.toContain('--timezone');
  const long = await help('--help-all');
  for (const what of ['-t, --tenant', '-o, --output', '--timezone', 'SOLLIST_TIMEZONE'])
    expect(long).toContain(what);
  expect(await help('emulate', '--help')).not.toContain('Faults');
  expect(await help('emulate', '--help-all')).toMatch(/^Faults/m);
});
