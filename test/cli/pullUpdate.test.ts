import { chmod, lstat, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import { systemClock } from '../../src/base/clock.io.ts';
import { pull } from '../../src/cli/commands/pull.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { Emulator } from '../../src/emulator/server.io.ts';
import { usualFlags } from '../support/flags.ts';
import { control, type House, readJson, test, writesTo } from '../support/product.ts';

type PullFlags = Parameters<typeof pull.run>[0];

const ebay = '# the shop\r\nsync: { name: Ebay, salesChannel: Shop }\r\ninterval: 5m   # often\r\n';

/** Runs the command inside this process, in the house's folder, as `sollist pull --update` would be. */
async function run(house: House, flags: Partial<PullFlags> = {}, terminal: Partial<Terminal> = {}) {
  const out = { stdout: '', stderr: '' };
  const code = await pull.run(
    {
      ...usualFlags,
      full: false,
      config: join(house.path, 'sollist.yaml'),
      syncs: join(house.path, 'syncs'),
      stateDir: join(house.path, '.sollist'),
      logLevel: 'debug',
      secret: [],
      new: false,
      common: undefined,
      update: true,
      dryRun: false,
      sync: [],
      field: [],
      ...flags,
    },
    {
      version: '0.0.0',
      env: house.env,
      stdout: (text) => (out.stdout += text),
      stderr: (text) => (out.stderr += text),
      isTerminal: { stdout: false, stderr: false },
      columns: 100,
      stop: new AbortController().signal,
      onHangup: () => () => {},
      clock: systemClock,
      random: () => 0.5,
      ...terminal,
    },
    [],
  );
  return { code, stdout: out.stdout.replaceAll(`${house.path}/`, ''), stderr: out.stderr };
}

async function inSync(house: House, expect: (value: unknown) => { toBe(value: unknown): void }) {
  const { code, stdout } = await house.sollist('plan', '--detailed-exitcode');
  expect(`${code} ${stdout.split('\n')[0]}`).toBe('0 No changes. Wawi matches the configuration.');
}

function change(wawi: Emulator, tenant: string, sync: string, body: unknown): Promise<unknown> {
  return control(wawi, 'PUT', `/tenants/${tenant}/syncs/${sync}`, body);
}

describe.concurrent('pull --update', () => {
  test('accepts what was changed by hand, so that a plan finds nothing, and writes nothing to Wawi', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi();
    const configs = 'configs:\r\n  Items per run: 1\r\n  Create orders: "true"\r\n';
    await house.write({ 'syncs/a.yaml': `\ufeff${ebay}${configs}` });
    const { code, stdout, stderr } = await run(house);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('error') });
    expect(stdout).toMatchInlineSnapshot(`
      "syncs/a.yaml:3:11: default / Ebay (Shop): interval  5m → 10m
      syncs/a.yaml:5:18: default / Ebay (Shop): Items per run  1 → 0200
      syncs/a.yaml:6:18: default / Ebay (Shop): Create orders  true → false
      3 values of Wawi written into 1 file.
      "
    `);
    expect(await house.read('syncs/a.yaml')).toBe(
      `\ufeff${ebay.replace('5m', '10m')}${configs.replace('1', '200').replace('true', 'false')}`,
    );
    await inSync(house, expect);
    expect(writesTo(wawi)).toEqual([]);
    expect((await run(house)).stdout).toBe('No drift to accept. The documents say what Wawi has.\n');
  });

  test('shows with --dry-run what it would write, and writes nothing', async ({ house, expect }) => {
    await house.wawi();
    await house.write({ 'syncs/a.yaml': ebay });
    const before = await stat(join(house.path, 'syncs/a.yaml'));
    const { code, stdout } = await run(house, { dryRun: true });
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "--- syncs/a.yaml
      +++ syncs/a.yaml
      @@ -1,3 +1,3 @@
       # the shop
       sync: { name: Ebay, salesChannel: Shop }
      -interval: 5m   # often
      +interval: 10m   # often
      1 value of Wawi would be written into 1 file; nothing was.
      "
    `);
    expect(await house.read('syncs/a.yaml')).toBe(ebay);
    expect((await stat(join(house.path, 'syncs/a.yaml'))).mtimeMs).toBe(before.mtimeMs);
    const coloured = await run(house, { dryRun: true }, { isTerminal: { stdout: true, stderr: false } });
    expect(coloured.stdout).toContain('\u001b[32m+interval: 10m   # often\u001b[39m');
    expect(await house.files('syncs')).toEqual(['a.yaml']);
  });

  test('tells in one JSON document what it wrote and what it left alone, with 0', async ({
    house,
    expect,
  }) => {
    await house.wawi();
    const configs = 'configs: { Access key: canary-git, Order number prefix: X }\n';
    await house.write({ 'syncs/a.yaml': `${ebay}${configs}` });
    for (const dryRun of [true, false]) {
      const { code, stdout } = await run(house, { output: 'json', dryRun });
      const json = readJson(stdout, 'pull');
      expect({ code, result: json.result, files: json.files }).toEqual({
        code: 0,
        result: dryRun ? 'previewed' : 'written',
        files: ['syncs/a.yaml'],
      });
      const origin = { file: 'syncs/a.yaml', line: 3, column: 11 };
      expect(json.updated).toMatchObject([{ field: 'interval', before: 'PT5M', after: 'PT10M', origin }]);
      expect(json.leftAlone).toMatchObject([
        { reason: 'secret', option: { name: 'Access key' } },
        { reason: 'noValue', option: { name: 'Order number prefix' } },
      ]);
      expect(json.diff === undefined).toBe(!dryRun);
      expect(stdout).not.toMatch(/canary-git|key-from-2019/);
    }
  });

  test('shows no secret, on neither side, in no output', async ({ house, expect }) => {
    await house.wawi();
    house.env.EBAY_KEY = 'canary-env';
    await house.write({
      'syncs/a.yaml': `${ebay}configs: { Access key: { env: EBAY_KEY } }\n`,
      'syncs/b.yaml':
        'sync: { name: Amazon }\ninterval: 1h\nconfigs:\n  Seller token: |\n    canary-b1\n    canary-b2\n  Marketplaces: canary-c\n',
    });
    for (const dryRun of [true, false])
      for (const output of ['text', 'json'] as const) {
        const { stdout, stderr } = await run(house, { dryRun, output, secret: ['market*'] });
        expect(stdout).toContain('secret');
        expect(stdout + stderr).not.toMatch(/canary|key-from-2019|amzn-token|DE;AT/);
      }
    expect(await house.read('syncs/a.yaml')).toContain('{ env: EBAY_KEY }');
  });

  test('needs no secret: one that cannot be read is a warning', async ({ house, expect }) => {
    await house.wawi();
    await house.write({ 'syncs/a.yaml': `${ebay}configs: { Access key: { env: NOT_SET } }\n` });
    const { code, stdout } = await run(house);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('warning: the secret for `Access key`'),
    });
    expect(await house.read('syncs/a.yaml')).toContain('interval: 10m ');
  });

  test('accepts of some tenants and syncs only what it is asked for', async ({ house, expect }) => {
    const wawi = await house.wawi({ tenants: [{ name: 'acme' }, { name: 'globex' }] });
    await house.write({
      'syncs/acme/a.yaml': ebay,
      'syncs/acme/b.yaml': 'sync: { name: Amazon }\ninterval: 1h\n',
      'syncs/globex/a.yaml': ebay,
    });
    await change(wawi, 'globex', 'Amazon', { interval: '00:45:00' });
    const { code, stdout } = await run(house, {
      tenant: ['acme'],
      sync: ['Ebay (Shop)'],
      field: ['interval'],
    });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('1 value of Wawi written into 1 file.'),
    });
    expect(await house.read('syncs/acme/a.yaml')).toContain('10m');
    expect(await house.read('syncs/acme/b.yaml')).toContain('1h');
    expect(await house.read('syncs/globex/a.yaml')).toBe(ebay);
    const missed = await run(house, { sync: ['Ebayy'], output: 'json' });
    expect([missed.code, readJson(missed.stdout, 'pull').problems[0]!.code]).toEqual([1, 'unknown-sync']);
  });

  test('accepts of the tenants that answer, with 1 for the one that does not', async ({ house, expect }) => {
    const wawi = await house.wawi({ tenants: [{ name: 'acme' }, { name: 'globex' }] });
    await control(wawi, 'PUT', '/tenants/globex/unreachable');
    await house.write({
      'syncs/acme/a.yaml': ebay,
      'syncs/both.yaml': 'tenants: [acme, globex]\nsync: { name: Amazon }\ninterval: 1h\n',
    });
    const { code, stdout } = await run(house, { output: 'json' });
    const json = readJson(stdout, 'pull');
    expect([code, json.failures.length, json.files]).toEqual([1, 1, ['syncs/acme/a.yaml']]);
    expect(json.leftAlone!.map(({ reason, message }) => [reason, message])).toEqual([
      ['otherTenant', expect.stringContaining('holds for globex too')],
    ]);
  }, 30_000);

  test('writes nothing while there is a problem in any file', async ({ house, expect }) => {
    const wawi = await house.wawi();
    await house.write({ 'syncs/a.yaml': ebay, 'syncs/b.yaml': 'sync: { name: Amazon }\nintervall: 5m\n' });
    const { code, stdout } = await run(house);
    expect({ code, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
      code: 1,
      last: '1 problem. Nothing was written.',
    });
    expect(await house.read('syncs/a.yaml')).toBe(ebay);
    expect(wawi.requests).toEqual([]);
  });
});

describe.concurrent('pull --update replaces a file', () => {
  test('and leaves a link a link, the mode as it is, and nothing beside it', async ({ house, expect }) => {
    await house.wawi();
    await house.write({ 'elsewhere/real.yaml': ebay, 'syncs/.keep': '' });
    const [real, path] = [join(house.path, 'elsewhere/real.yaml'), join(house.path, 'syncs/a.yaml')];
    await chmod(real, 0o640);
    await symlink('../elsewhere/real.yaml', path);
    expect((await run(house)).code).toBe(0);
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
    expect(await readlink(path)).toBe('../elsewhere/real.yaml');
    expect([(await stat(real)).mode & 0o777, await readFile(real, 'utf8')]).toEqual([
      0o640,
      ebay.replace('5m', '10m'),
    ]);
    expect(await readdir(join(house.path, 'elsewhere'))).toEqual(['real.yaml']);
  });

  test('that two links bring to two tenants only where both have the same value', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({ tenants: [{ name: 'acme' }, { name: 'globex' }] });
    await house.write({ 'syncs/acme/a.yaml': ebay, 'syncs/globex/.keep': '' });
    await symlink('../acme/a.yaml', join(house.path, 'syncs/globex/a.yaml'));
    const both = await run(house, { output: 'json' });
    expect(readJson(both.stdout, 'pull').updated!.map(({ tenant }) => tenant)).toEqual(['acme', 'globex']);
    await inSync(house, expect);
    await control(wawi, 'PUT', '/tenants/acme/syncs/Ebay?salesChannel=Shop', { interval: '00:45:00' });
    const { stdout } = await run(house, { output: 'json' });
    expect(readJson(stdout, 'pull').leftAlone!.map(({ reason }) => reason)).toEqual(['otherTenant']);
    expect(await house.read('syncs/acme/a.yaml')).toBe(ebay.replace('5m', '10m'));
  });

  test('and refuses all of them where one has changed since it was read', async ({ house, expect }) => {
    const wawi = await house.wawi();
    const url = await house.serve((request, response) => {
      // Somebody edits the file while Wawi is being asked.
      void writeFile(join(house.path, 'syncs/b.yaml'), 'sync: { name: Amazon }\ninterval: 2h\n').then(
        async () => {
          const headers = request.headers as Record<string, string>;
          const answer = await fetch(wawi.url + request.url!, { headers });
          response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
        },
      );
    });
    const settings = (await house.read('sollist.yaml')).replace(
      `baseUrl: "${wawi.url}"`,
      `baseUrl: "${url}"`,
    );
    await house.write({
      'sollist.yaml': settings,
      'syncs/a.yaml': ebay,
      'syncs/b.yaml': 'sync: { name: Amazon }\ninterval: 1h\n',
    });
    const { code, stdout } = await run(house, { output: 'json' });
    const { problems, files, updated } = readJson(stdout, 'pull');
    expect({
      code,
      files,
      updated,
      problems: problems.map((problem) => [problem.code, problem.origin!.file]),
    }).toEqual({
      code: 1,
      files: [],
      updated: [],
      problems: [['file-changed', 'syncs/b.yaml']],
    });
    expect(await house.read('syncs/a.yaml')).toBe(ebay);
    expect(await house.read('syncs/b.yaml')).toContain('2h');
    expect(await readdir(join(house.path, 'syncs'))).toEqual(['a.yaml', 'b.yaml']);
  });
});
