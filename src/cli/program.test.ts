import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fakeTerminal } from '../../test/support/terminal.ts';
import { commands } from './commands/index.ts';
import { run } from './program.ts';

test('the help names each command, in one line', async () => {
  const { terminal, said } = fakeTerminal({ columns: 200 });
  expect(await run(['--help'], terminal)).toBe(0);
  for (const [name, { about }] of Object.entries(commands)) {
    expect(said.stdout).toMatch(new RegExp(`^  ${name}\\b.*  `, 'm'));
    expect(said.stdout).toContain(about);
  }
});

test.each(Object.keys(commands))('%s explains each of its flags, and has a version', async (name) => {
  const { terminal, said } = fakeTerminal();
  expect(await run([name, '--help-all'], terminal)).toBe(0);
  const options = commands[name as keyof typeof commands].options.map(({ long }) => long);
  for (const long of options) expect(said.stdout).toContain(`${long}`);
  expect(await run([name, '--version'], terminal)).toBe(0);
  expect(said.stdout.endsWith('1.2.3\n')).toBe(true);
});

test('a command is a file, a row here and a row in the table of the README', () => {
  const names = Object.keys(commands).sort();
  const files = readdirSync(new URL('./commands', import.meta.url));
  const described = files.filter((file) => !/^index|\.test\./.test(file)).map((file) => file.slice(0, -3));
  expect(described.sort()).toEqual(names);
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, section] = /^### Commands\n(.*?)^### /ms.exec(readme)!;
  const rows = section!.split('\n').flatMap((line) => /^\| (`.*?) \|/.exec(line)?.[1] ?? []);
  const told = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name));
  expect([...new Set(told)].sort()).toEqual(names);
});

const withValues = Object.entries(commands).flatMap(([name, { options }]) =>
  options.filter(({ required, optional }) => required || optional).map(({ long }) => [name, long!] as const),
);

test.each(withValues)('%s takes no empty value for %s, and says so', async (name, flag) => {
  for (const words of [[flag, ''], [flag, ' \t'], [`${flag}=`]]) {
    const { terminal, said } = fakeTerminal();
    expect(await run([name, ...words], terminal)).toBe(64);
    expect(said.stdout).toBe('');
    expect(said.stderr).toMatch(
      new RegExp(`^error: option '(?:-\\w, )?${flag} .*' needs a value that is not empty`),
    );
  }
});

test.each(Object.entries(commands).filter(([, { argument }]) => argument))(
  '%s takes no empty argument, and says so',
  async (name, { argument }) => {
    for (const word of ['', ' ']) {
      const { terminal, said } = fakeTerminal();
      expect(await run([name, word], terminal)).toBe(64);
      expect(said.stderr).toContain(`error: argument '${[argument!].flat()[0]!.name}' is empty`);
    }
  },
);

test('wrong usage is 64, and nothing is on stdout', async () => {
  const { terminal, said } = fakeTerminal();
  expect(await run(['pull', '--dry-run'], terminal)).toBe(64);
  expect(said.stdout).toBe('');
  expect(said.stderr).toContain('--dry-run, --sync and --field only go with --update');
});

test('wrong usage fits the terminal, and is one line for whoever has none', async () => {
  const said = async (stderr: boolean) => {
    const { terminal, said } = fakeTerminal({ columns: 80, isTerminal: { stdout: false, stderr } });
    expect(await run(['plan', '--at=noon'], terminal)).toBe(64);
    return said.stderr.split('\n');
  };
  const [first, ...rest] = await said(true);
  for (const line of [first!, ...rest]) expect(line.length).toBeLessThanOrEqual(80);
  expect([first, ...rest].join(' ').replace(/ +/g, ' ')).toContain((await said(false))[0]);
});
