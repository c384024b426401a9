import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test as simple } from 'vitest';
import { systemClock } from '../../src/base/clock.io.ts';
import { status } from '../../src/cli/commands/status.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { createTidings } from '../../src/daemon/live/tidings.io.ts';
import { startServer } from '../../src/daemon/server/server.io.ts';
import type { DaemonState } from '../../src/daemon/state.ts';
import type { StatusJson } from '../../src/generated/status.ts';
import { isErrorJson } from '../../src/generated/validators/error.js';
import { isStatusJson } from '../../src/generated/validators/status.js';
import { urlOf } from '../support/daemon.ts';
import { aState, aTenantState, noon, tenantsOf } from '../support/daemonState.ts';
import { usualFlags } from '../support/flags.ts';
import { needs } from '../support/needs.ts';
import { test } from '../support/product.ts';
import { promtool } from '../support/promtool.ts';

type StatusFlags = Parameters<typeof status.run>[0];

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function aDaemon(state: DaemonState = aState()): Promise<number> {
  const server = await startServer({
    address: { host: '127.0.0.1', port: 0 },
    version: '1.2.3',
    state: () => state,
    watchMode: () => 'events',
    health: async () => new Map(),
    tidings: createTidings(),
    metrics: { render: async () => '', contentType: 'text/plain' },
    explain: async () => {
      throw new Error('nobody asked for it');
    },
    ...{ token: undefined, checkToken: undefined, publicUrl: () => undefined },
    wake: () => {},
    approve: () => ({ kind: 'malformed' }),
    onBug: (bug) => {
      throw bug;
    },
  });
  closing.push(server.close);
  return Number(new URL(server.url).port);
}

/** Something else that answers every request with this. */
async function something(code: number, body: string): Promise<number> {
  const server = createServer((_, response) => response.writeHead(code).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

/** Runs the command as a shell would, at a terminal of 100 columns that shows no colours. */
async function ask(port: number, changes: Partial<StatusFlags> = {}, stop = new AbortController().signal) {
  let [stdout, stderr] = ['', ''];
  const terminal: Terminal = {
    version: '1.2.3',
    env: {},
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    isTerminal: { stdout: false, stderr: false },
    columns: 100,
    stop,
    onHangup: () => () => {},
    clock: systemClock,
    random: () => 0,
  };
  const listen = { host: '127.0.0.1', port };
  const code = await status.run(
    { ...usualFlags, full: false, unmanaged: false, listen, url: undefined, ...changes },
    terminal,
    [],
  );
  return { code, stdout, stderr };
}

const two = aState({ tenants: tenantsOf(aTenantState(), aTenantState({ name: 'globex' })) });

describe('sollist status', () => {
  simple('shows what the daemon knows, and ends with 0 where it is ready', async () => {
    const port = await aDaemon();
    const { code, stdout, stderr } = await ask(port);
    expect(stdout).toContain(`sollist 1.2.3 at http://127.0.0.1:${port}: ready`);
    expect(stdout).toContain('  Ebay (Shop)  Synced  Unknown');
    expect([code, stderr]).toEqual([0, '']);
  });

  simple('prints the document as it is served', async () => {
    const { code, stdout } = await ask(await aDaemon(), { output: 'json' });
    isStatusJson(JSON.parse(stdout));
    expect(isStatusJson.errors).toBeNull();
    expect(code).toBe(0);
  });

  simple.each<[string, DaemonState]>([
    ['is not ready', aState({ problems: [{ code: 'unknown-option', message: 'there is no such option' }] })],
    ['is stuck', aState({ now: noon + 3_600_000 })],
  ])('ends with 1 where the daemon %s, and shows why', async (_, state) => {
    const { code, stdout } = await ask(await aDaemon(state));
    expect(code).toBe(1);
    expect(stdout).toMatch(/there is no such option|no pass has finished for three periods/);
  });

  simple('ends with 0 where a tenant cannot be reached: the daemon goes on by itself', async () => {
    const failure = { tenant: 'acme', code: 'timeout', message: 'no answer' } as const;
    const failing = { failure, since: noon, times: 1, retryAt: noon };
    const down = aTenantState({ failing });
    const one = await aDaemon(aState({ tenants: tenantsOf(down, aTenantState({ name: 'globex' })) }));
    const { code, stdout } = await ask(one);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^1 of 2 tenants answer\n/);
    expect(stdout).toContain('no answer [timeout]');
    const none = await ask(await aDaemon(aState({ tenants: tenantsOf(down) })));
    expect(none.code).toBe(1);
    expect(none.stdout).toMatch(/^0 of 1 tenant answers\n/);
  });

  simple('shows the tenants that are asked for, and no others', async () => {
    const port = await aDaemon(two);
    const { stdout } = await ask(port, { tenant: ['globex'] });
    expect(stdout).toContain('globex');
    expect(stdout).not.toContain('acme');
    const json = JSON.parse((await ask(port, { tenant: ['globex'], output: 'json' })).stdout) as StatusJson;
    expect(json).toMatchObject({ tenants: [{ name: 'globex' }], summary: { tenants: 1 } });
  });

  simple('says which tenant was probably meant', async () => {
    const { code, stdout, stderr } = await ask(await aDaemon(two), { tenant: ['globx'] });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(
      'no tenant that is called `globx` [unknown-tenant]\n  hint: did you mean `globex`?',
    );
  });

  simple('asks on this machine for a daemon that listens everywhere', async () => {
    const port = await aDaemon();
    expect((await ask(0, { listen: { host: '0.0.0.0', port } })).code).toBe(0);
  });

  simple('asks elsewhere where it is told to', async () => {
    const { code, stdout } = await ask(1, { url: `http://localhost:${await aDaemon()}/` });
    expect(code).toBe(0);
    expect(stdout).toContain('at http://localhost:');
  });

  describe('where there is no status ends with 1 and says what to do', () => {
    const gone = async () => {
      const port = await something(200, '');
      await closing.pop()!();
      return port;
    };
    simple.each<[string, () => Promise<number>, RegExp]>([
      [
        'nobody listens',
        gone,
        /no daemon can be reached at .*: connection refused \[unreachable\]\n {2}hint: start one/,
      ],
      [
        'somebody else listens',
        () => something(404, ''),
        /answers 404 \[bad-answer\]\n {2}hint: is it a sollist daemon/,
      ],
      ['it is a web page', () => something(200, '<html>'), /answers something that is no status/],
      ['it is other JSON', () => something(200, '{"formatVersion":"1.0"}'), /that is no status/],
      [
        'it is of another time',
        () => something(200, '{"formatVersion":"2.0"}'),
        /in format 2\.0, .* reads 1\.x/,
      ],
      ['the port is any', async () => 0, /port 0 says nothing/],
    ])('%s', async (_, listener, words) => {
      const port = await listener();
      const text = await ask(port);
      expect(text).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(words) });
      const json = await ask(port, { output: 'json' });
      expect(json.code).toBe(1);
      isErrorJson(JSON.parse(json.stdout));
      expect(isErrorJson.errors).toBeNull();
    });
  });

  simple('understands a newer daemon that tells more', async () => {
    const document = JSON.parse((await ask(await aDaemon(), { output: 'json' })).stdout) as StatusJson;
    const newer = { ...document, formatVersion: '1.7', more: {}, daemon: { ...document.daemon, more: 1 } };
    const { code, stdout } = await ask(await something(200, JSON.stringify(newer)));
    expect(code).toBe(0);
    expect(stdout).toContain('Ebay (Shop)');
  });

  simple('is stopped while it waits', async () => {
    const stop = new AbortController();
    const server = createServer(() => stop.abort('SIGINT'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(async () => server.close().closeAllConnections());
    const asked = ask((server.address() as AddressInfo).port, {}, stop.signal);
    await expect(asked).rejects.toBe('SIGINT');
  });
});

test('a daemon that runs is ready, tells its status, passes when asked, and pleases promtool', async ({
  house,
  skip,
}) => {
  await house.wawi({ dialect: '2.0' }, '\n');
  house.env.SOLLIST_TOKEN = 'let-me';
  await house.write({
    'syncs/ebay.yaml': 'tenants: all\nsync: { name: Ebay, salesChannel: Shop }\ninterval: 7m\n',
  });
  const daemon = house.start('run', '--listen', '127.0.0.1:0');
  const url = await urlOf(daemon);
  const get = async (path: string) => (await fetch(`${url}${path}`)).text();
  await daemon.until('it is ready', async () => (await get('/readyz')).includes('"ready":true'));

  const before = JSON.parse(await get('/api/v1/status')) as StatusJson;
  isStatusJson(before);
  expect(isStatusJson.errors).toBeNull();
  expect(before.tenants[0]).toMatchObject({
    failing: null,
    syncs: [{ status: 'Synced', health: 'Healthy' }],
  });
  expect(before.daemon.watchMode).toMatch(/^(?:events|poll)$/);
  expect(before.lastPass).toMatchObject({ number: 1, reasons: ['start'], result: 'applied' });

  const headers = { authorization: 'Bearer let-me' };
  expect((await fetch(`${url}/api/v1/reconcile`, { method: 'POST', headers })).status).toBe(202);
  await daemon.until('it has passed again', async () => {
    const { lastPass } = JSON.parse(await get('/api/v1/status')) as StatusJson;
    return lastPass!.reasons[0] === 'request';
  });

  const { code, stdout } = await ask(Number(new URL(url).port));
  expect(stdout).toContain('Ebay (Shop)  Synced  Healthy');
  expect(code).toBe(0);

  const metrics = await get('/metrics');
  expect(metrics).toContain('sollist_passes_total{result="inSync"} 1');
  expect(metrics).toContain('sollist_api_requests_total{endpoint="status",status="200"}');
  daemon.signal('SIGTERM');
  expect((await daemon.ended).code).toBe(0);
  needs(skip, 'promtool');
  expect(await promtool(metrics)).toBe('');
});
