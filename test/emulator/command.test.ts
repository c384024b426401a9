import { Command, CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseAddress } from '../../src/cli/address.ts';
import { emulate } from '../../src/cli/commands/emulate.ts';
import { serveEmulator } from '../../src/cli/emulator.ts';
import { valuesOf } from '../../src/cli/option.ts';
import { urlOf } from '../../src/emulator/api/address.ts';
import { isEmulatorJson } from '../../src/generated/validators/emulator.js';
import { isErrorJson } from '../../src/generated/validators/error.js';
import { isSollistYaml } from '../../src/generated/validators/sollist.js';
import { fakeClock } from '../support/clock.ts';
import { cloud, open, send } from './client.ts';

type EmulateFlags = Parameters<typeof emulate.run>[0];

/** The flags as the command line reads them, or what it says about a mistake. */
async function read(...args: string[]): Promise<EmulateFlags | string> {
  let said = '';
  let flags: EmulateFlags | undefined;
  const keep = (text: string) => {
    said += text;
  };
  const command = new Command('emulate')
    .exitOverride()
    .configureOutput({ writeErr: keep, writeOut: keep })
    .addHelpText('after', emulate.notes ?? '')
    .action(() => {
      flags = valuesOf(emulate.flags, { command, env: {} });
    });
  for (const option of emulate.options) command.addOption(option);
  try {
    await command.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
  }
  return flags ?? said;
}

/** Runs the command until it has printed, hands that over, then stops it. */
async function running(
  args: readonly string[],
  look: (stdout: string, stderr: string) => Promise<void>,
): Promise<number> {
  const flags = (await read('--listen', '127.0.0.1:0', ...args)) as EmulateFlags;
  const stop = new AbortController();
  let [stdout, stderr] = ['', ''];
  const ended = serveEmulator(flags, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    stop: stop.signal,
    env: {},
    clock: fakeClock(0),
    version: '1.2.3',
  });
  await expect.poll(() => stderr).toContain('Ctrl-C');
  await look(stdout, stderr).finally(() => stop.abort('SIGINT'));
  return ended;
}

test('prints a sollist.yaml that reaches it, and ends with 0', async () => {
  let url = '';
  const code = await running(['--tenants', '2', '--dialect', '2.1'], async (stdout, stderr) => {
    const settings = parse(stdout);
    expect(isSollistYaml(settings)).toBe(true);
    expect(settings.api.version).toBe('2.1');
    expect(Object.keys(settings.tenants)).toEqual(['tenant-0001', 'tenant-0002']);
    url = settings.api.baseUrl;
    const [, clientSecret] = /export JTL_CLIENT_SECRET=(\S+)/.exec(stderr)!;
    const emulator = {
      url,
      dialect: '2.1',
      ...settings.auth,
      clientSecret,
      tenants: Object.values(settings.tenants),
    };
    expect(await (await cloud(emulator)).syncs()).toHaveLength(10);
  });
  expect(code).toBe(0);
  await expect(send(url)).rejects.toThrow('fetch failed');
});

test('prints one JSON document with --output json', async () => {
  await running(['--output', 'json'], async (stdout) => {
    const document = JSON.parse(stdout);
    expect(isEmulatorJson(document)).toBe(true);
    expect(document.tenants).toMatchObject([{ name: 'default' }]);
    expect((await send(document.controlUrl)).status).toBe(200);
  });
});

/** What it says where it cannot start. */
async function refused(...args: string[]) {
  let [stdout, stderr] = ['', ''];
  const code = await serveEmulator((await read(...args)) as EmulateFlags, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    stop: new AbortController().signal,
    env: {},
    clock: fakeClock(0),
    version: '1.2.3',
  });
  return { code, stdout, stderr };
}

test('says so where the port is in use, and ends with 1', async () => {
  const address = new URL((await open()).url).host;
  const { code, stdout, stderr } = await refused('--listen', address);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`${address} is in use [listen]\n  hint: choose another with --listen`);
});

test('prints one JSON document with --output json also where it cannot start', async () => {
  const address = new URL((await open()).url).host;
  const { code, stdout } = await refused('--listen', address, '--output', 'json');
  expect(code).toBe(1);
  isErrorJson(JSON.parse(stdout));
  expect(isErrorJson.errors).toBeNull();
});

describe('the flags', () => {
  test('have defaults', async () => {
    expect(await read()).toEqual({
      listen: { host: '127.0.0.1', port: 9480 },
      onPremise: false,
      tenants: 1,
      syncs: 10,
      seed: 1,
      fault: [],
      output: 'text',
    });
  });

  test('are read', async () => {
    expect(await read('--listen', '[::1]:0', '--fault', '503=0.5', '--quota', '10/5')).toMatchObject({
      listen: { host: '::1', port: 0 },
      fault: [{ kind: '503', rate: 0.5 }],
      quota: { limit: 10, intervalSeconds: 5, scope: 'tenant' },
    });
  });

  test.each([
    [['--listen', '9480'], 'is not HOST:PORT'],
    [['--listen', 'localhost:99999'], 'is not HOST:PORT'],
    [['--dialect', '3.0'], 'Allowed choices are 1.1'],
    [['--tenants', '0'], 'a whole number from 1'],
    [['--syncs', 'many'], 'a whole number from 0'],
    [['--seed', '1.5'], 'a whole number'],
    [['--fault', 'boom=1'], 'The kinds are latency'],
    [['--quota', '10'], 'LIMIT/SECONDS'],
  ])('%j is wrong usage', async (args, said) => {
    expect(await read(...args)).toContain(said);
  });

  test('are explained with examples', async () => {
    const help = await read('--help');
    expect(help).toContain('sollist emulate --dialect 2.1 --fault 503=0.1');
    expect(help).toContain('ignored');
  });
});

test.each([
  ['127.0.0.1:80', 'http://127.0.0.1:80'],
  ['0.0.0.0:80', 'http://127.0.0.1:80'],
  ['[::]:80', 'http://[::1]:80'],
  ['localhost:80', 'http://localhost:80'],
])('what listens on %s is found at %s', (text, url) => {
  const address = parseAddress(text);
  expect('mistake' in address || urlOf(address)).toBe(url);
});
