import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';
import type { FaultRule } from '../../src/emulator/faults/kinds.ts';
import { parseFaults } from '../../src/emulator/faults/rules.ts';
import { main, readJson, test, writesTo } from '../support/product.ts';

const commands = ['validate', 'plan', 'apply', 'pull', 'run', 'emulate'];

describe.concurrent('wrong usage', () => {
  test.for([
    [['frobnicate']],
    [['plan', '--frobnicate']],
    [['plan', 'extra', 'arguments']],
    [['plan', '--output', 'yaml']],
    [['pull', '--output', 'github']],
    [['plan', '--tenant']],
    [['plan', '--log-level', 'loud']],
    [['apply', '--allow-changes', 'many']],
    [['apply', '--allow-changes', '-1']],
    [['run', '--listen', '9470']],
    [['emulate', '--tenants', '0']],
    [['--frobnicate']],
  ])('%j ends with 64, says so on stderr and nothing on stdout', async ([args], { house, expect }) => {
    const { code, stdout, stderr } = await house.sollist(...args!);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toMatch(/--help/);
    expect(stderr).not.toMatch(/\n +at /);
  });

  test('of a variable ends with 64 as well', async ({ house, expect }) => {
    house.env.SOLLIST_OUTPUT = 'yaml';
    const { code, stdout, stderr } = await house.sollist('plan');
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain('SOLLIST_OUTPUT');
  });

  test('is no variable that is empty: it counts as not set', async ({ house, expect }) => {
    await house.write({ 'syncs/a.yaml': '' });
    const names = 'CONFIG SYNCS TENANT OUTPUT LOG_LEVEL STATE_DIR ALLOW_CHANGES SCHEDULE API_VERSION';
    for (const empty of ['', ' \t']) {
      for (const name of names.split(' ')) house.env[`SOLLIST_${name}`] = empty;
      expect(await house.sollist('validate')).toMatchObject({ code: 0, stderr: '' });
    }
    const { code, stdout, stderr } = await house.sollist('apply');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('[no-credentials]');
  });

  test('suggests what may have been meant', async ({ house, expect }) => {
    const [command, flag] = await Promise.all([house.sollist('aply'), house.sollist('plan', '--tenat', 'x')]);
    expect(command.stderr).toContain('apply');
    expect(flag.stderr).toContain('--tenant');
  });

  test('without any command prints the help, with 64', async ({ house, expect }) => {
    const { code, stdout, stderr } = await house.sollist();
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(/^Usage: sollist/);
  });

  test.for([
    [['--schedule', 'often'], '--schedule'],
    [['--timezone', 'Europe/Berlim'], '--timezone'],
    [['--concurrency', '0'], '--concurrency'],
    [['--max-share', '2'], '--max-share'],
    [['--base-url', 'ftp://x'], '--base-url'],
    [['--base-url', 'http://wawi.example.com'], '--base-url'],
    [['--api-version', '9.9'], '--api-version'],
  ] as const)(
    'a setting that cannot be, %j, is a problem that names the flag',
    async ([args, flag], { house, expect }) => {
      await house.write({ 'syncs/a.yaml': '' });
      Object.assign(house.env, { JTL_API_KEY: 'some-key' });
      const { code, stdout } = await house.sollist('plan', '--output', 'json', ...args);
      expect(code).toBe(1);
      const { problems } = readJson(stdout, 'plan');
      expect(problems.map(({ message }) => message).join()).toContain(flag);
    },
  );
});

describe.concurrent('help', () => {
  test('names every command that there is, and exit codes', async ({ house, expect }) => {
    const { code, stdout, stderr } = await house.sollist('--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    expect(stdout).toContain('64 wrong usage');
  });

  test.for(commands)('works for %s, and so does --version', async (command, { house, expect }) => {
    const [help, version] = await Promise.all([
      house.sollist(command, '--help'),
      house.sollist(command, '--version'),
    ]);
    expect(help).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining(`sollist ${command}`),
    });
    expect(help.stdout).toContain('--output');
    expect(version).toMatchObject({ code: 0, stderr: '', stdout: await packageVersion() });
  });

  test('has the version in short', async ({ house, expect }) => {
    expect(await house.sollist('-V')).toMatchObject({ code: 0, stdout: await packageVersion() });
  });
});

describe.concurrent('the streams', () => {
  test('hold no colours in a pipe, nor with NO_COLOR or --no-color', async ({ house, expect }) => {
    await house.write({ 'syncs/a.yaml': 'sync: 5\n' });
    house.env.TERM = 'xterm-256color';
    const piped = await house.sollist('plan', '--log-level', 'trace');
    const flagged = await house.sollist('plan', '--no-color');
    house.env.NO_COLOR = '1';
    const variable = await house.sollist('plan');
    for (const { stdout, stderr } of [piped, flagged, variable]) {
      expect(stdout).toContain('error');
      expect(stdout + stderr).not.toContain('\u001b');
    }
  });

  test('outlive a reader that has enough', async ({ house, expect }) => {
    const files = Array.from({ length: 500 }, (_, at) => [
      `syncs/${at}.yaml`,
      'sync: 5\ninterval: x\nmode: y\n',
    ]);
    await house.write(Object.fromEntries(files));
    const child = spawn('sh', ['-c', `"${process.execPath}" "${main}" validate | head -n 1`], {
      cwd: house.path,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (told += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (told += chunk));
    await new Promise((resolve) => child.once('close', resolve));
    expect(told).toMatch(/^\S+:\d+:\d+: error: .*\n$/);
  });

  test('let work go on where nobody reads the logs any more', async ({ house, expect }) => {
    const wawi = await house.wawi({ faults: parseFaults('503=1x3') as FaultRule[] });
    await house.write({ 'syncs/a.yaml': 'sync: { name: Payments }\ninterval: 5m\n' });
    const command = `{ "${process.execPath}" "${main}" apply 2>&1 >report; echo $? >code; } | head -n 1`;
    const child = spawn('sh', ['-c', command], {
      cwd: house.path,
      env: { PATH: process.env.PATH, ...house.env },
      stdio: 'ignore',
    });
    await new Promise((resolve) => child.once('close', resolve));
    expect(await house.read('code')).toBe('0\n');
    expect(await house.read('report')).toContain('1 sync corrected');
    expect(writesTo(wawi)).toHaveLength(1);
  });

  test
    .skipIf(process.platform !== 'linux')
    .for([
      'validate',
      'validate --output json',
      'plan --output json',
      'plan --detailed-exitcode',
      'catalogue',
      'history',
      'schema --help',
      '--help',
      '--version',
      'plan --version',
    ])('that are full are told in one line, with 1, by %s', async (line, { house, expect }) => {
    await house.write({ 'syncs/a.yaml': '' });
    const child = spawn('sh', ['-c', `"${process.execPath}" "${main}" ${line} >/dev/full`], {
      cwd: house.path,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (told += chunk));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, told }).toEqual({
      code: 1,
      told: expect.stringMatching(/^error: the report could not be written: .*\n$/),
    });
  });

  test('end with 0 and without a word where nobody reads the version', async ({ house, expect }) => {
    const child = spawn(process.execPath, [main, '--version'], { cwd: house.path });
    child.stdout.destroy();
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (told += chunk));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, told }).toEqual({ code: 0, told: '' });
  });

  test('carry a long report whole through a pipe', async ({ house, expect }) => {
    const files = Array.from({ length: 400 }, (_, at) => [`syncs/${at}.yaml`, 'sync: 5\n']);
    await house.write(Object.fromEntries(files));
    const { stdout, code } = await house.sollist('validate', '--output', 'json');
    expect(code).toBe(1);
    expect(stdout.length).toBeGreaterThan(65_536);
    expect(readJson(stdout, 'validation').problems.length).toBeGreaterThanOrEqual(400);
  });
});

describe.concurrent('emulate', () => {
  test('serves what the settings that it prints reach, until Ctrl-C, with 0', async ({ house, expect }) => {
    const running = house.start('emulate', '--listen', '127.0.0.1:0', '--tenants', '3', '--dialect', '2.1');
    await running.until('it serves', () => running.stderr().includes('Ctrl-C'));
    const [, secret] = /export JTL_CLIENT_SECRET=(\S+)/.exec(running.stderr())!;
    house.env.JTL_CLIENT_SECRET = secret!;
    await house.write({
      'sollist.yaml': running.stdout(),
      'syncs/a.yaml': 'tenants: { tier: gold }\nsync: { name: Payments }\ninterval: 5m\n',
    });
    const { code, stdout } = await house.sollist('apply');
    expect(stdout).toContain('tenant-0001 / Payments');
    expect(code).toBe(0);
    running.signal('SIGINT');
    expect((await running.ended).code).toBe(0);
  });

  test('says on SIGTERM goodbye with 0 too, and prints one JSON document with --output json', async ({
    house,
    expect,
  }) => {
    const running = house.start('emulate', '--listen', '127.0.0.1:0', '--output', 'json');
    await running.until('it serves', () => running.stderr().includes('Ctrl-C'));
    readJson(running.stdout(), 'emulator');
    running.signal('SIGTERM');
    expect((await running.ended).code).toBe(0);
  });
});

async function packageVersion(): Promise<string> {
  const path = fileURLToPath(new URL('../../package.json', import.meta.url));
  return `${JSON.parse(await readFile(path, 'utf8')).version}\n`;
}
