import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { PlanJson } from '../../src/generated/plan.ts';
import {
  callsTo,
  commitAll,
  control,
  deadUrl,
  type House,
  readJson,
  settingsFor,
  test,
  writesTo,
} from '../support/product.ts';

const ebay = 'sync: { name: Ebay, salesChannel: Shop }\n';
const acme = { name: 'acme' };
const globex = { name: 'globex' };

describe.concurrent('plan', () => {
  test('shows each field that differs as the contract does', async ({ house, expect }) => {
    const wawi = await house.wawi({ tenants: [acme, globex] });
    await house.write({
      'syncs/acme/ebay.yaml': `# how eBay should be\ntenant: acme\n${ebay}interval: 5m\nconfigs: { Create orders: true, Update stock: true }\n`,
      'syncs/globex/amazon.yaml': 'sync: { name: Amazon }\ninterval: 20m\n',
    });
    const { code, stdout, stderr } = await house.sollist('plan');
    expect(stdout).toBe(`acme / Ebay (Shop)                                   syncs/acme/ebay.yaml:3
  ~ interval        10m → 5m
  ~ Create orders   false → true
Plan: 1 sync to change (2 values) on 1 of 2 tenants, 1 in sync, 18 unmanaged.
`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect([...callsTo(wawi)].sort()).toEqual(['GET', 'GET', 'TOKEN']);
  });

  test('says so where nothing differs', async ({ house, expect }) => {
    const wawi = await house.wawi();
    await house.write({ 'syncs/ebay.yaml': `${ebay}interval: 10m\n` });
    const { code, stdout } = await house.sollist('plan', '--detailed-exitcode');
    expect(stdout).toBe('No changes. Wawi matches the configuration.\n1 in sync, 9 unmanaged.\n');
    expect({ code, calls: callsTo(wawi) }).toEqual({ code: 0, calls: ['TOKEN', 'GET'] });
  });

  test('exits with 2 for drift where --detailed-exitcode is given, and with 1 where a tenant fails', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({ tenants: [acme, globex] });
    await house.write({ 'syncs/ebay.yaml': `tenants: all\n${ebay}interval: 5m\n` });
    house.env.SOLLIST_DETAILED_EXITCODE = 'true';
    const [flag, plain] = await Promise.all([
      house.sollist('plan', '--detailed-exitcode', '--output', 'json'),
      house.sollist('plan'),
    ]);
    expect([flag.code, plain.code]).toEqual([2, 2]);
    readJson(flag.stdout, 'plan');
    await control(wawi, 'DELETE', `/tenants/globex`);
    expect((await house.sollist('plan', '--detailed-exitcode')).code).toBe(1);
  });

  test('takes SOLLIST_DETAILED_EXITCODE at its word', async ({ house, expect }) => {
    await house.wawi();
    await house.write({ 'syncs/a.yaml': 'sync: { name: Payments }\ninterval: 5m\n' });
    const codes: Record<string, number | null> = {};
    for (const word of ['true', '1', 'false', '0']) {
      house.env.SOLLIST_DETAILED_EXITCODE = word;
      codes[word] = (await house.sollist('plan')).code;
    }
    expect(codes).toEqual({ true: 2, 1: 2, false: 0, 0: 0 });
    expect((await house.sollist('plan', '--detailed-exitcode')).code).toBe(2);
  });

  test('prints the JSON of the contract', async ({ house, expect }) => {
    await house.wawi({ tenants: [acme] });
    await house.write({ 'syncs/acme/ebay.yaml': `${ebay}interval: 5m\nconfigs:\n  Create orders: true\n` });
    const { stdout } = await house.sollist('plan', '--output', 'json');
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
    const hash = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
    const file = 'syncs/acme/ebay.yaml';
    expect(readJson(stdout, 'plan')).toEqual({
      formatVersion: '1.0',
      id: hash,
      revision: null,
      dirty: false,
      treeHash: hash,
      result: 'planned',
      summary: {
        ...{ tenants: 1, syncs: 1, inSync: 0, changes: 1, values: 2, suspended: 0, observed: 0 },
        ...{ unmanaged: 9, unmanagedOptions: 5, problems: 0, failures: 0 },
      },
      unmanaged: expect.arrayContaining([
        { tenant: 'acme', sync: { id: expect.any(String), name: 'Otto', salesChannel: 'OTTO' } },
      ]),
      changes: [
        {
          tenant: 'acme',
          sync: { id: uuid, name: 'Ebay', salesChannel: 'Shop' },
          mode: 'enforce',
          origin: { file, line: 1, column: 7 },
          fields: [
            {
              field: 'interval',
              before: 'PT10M',
              after: 'PT5M',
              cause: 'unknown',
              origin: { file, line: 2, column: 11 },
            },
            {
              field: 'configs',
              option: { id: uuid, name: 'Create orders', type: 'bool' },
              before: 'false',
              after: 'true',
              secret: false,
              cause: 'unknown',
              origin: { file, line: 4, column: 18 },
            },
          ],
        },
      ],
      problems: [],
      warnings: [],
      failures: [],
    });
  });

  test('shows many tenants with the same change once', async ({ house, expect }) => {
    const names = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name }));
    const wawi = await house.wawi({ tenants: names });
    await control(wawi, 'PUT', '/tenants/e/syncs/Ebay?salesChannel=Shop', { interval: '00:07:00' });
    await house.write({ 'syncs/ebay.yaml': `tenants: all\n${ebay}interval: 5m\n` });
    const { stdout } = await house.sollist('plan');
    expect(stdout).toBe(`Ebay (Shop) on 4 of 5 tenants: interval 10m → 5m
  a, b, c, d   syncs/ebay.yaml:2
e / Ebay (Shop)                                      syncs/ebay.yaml:2
  ~ interval   7m → 5m
Plan: 5 syncs to change (5 values) on 5 of 5 tenants, 0 in sync, 45 unmanaged.
`);
    expect(callsTo(wawi)).toHaveLength(6);
  });

  test('counts what is suspended and what is only observed, and leaves it alone', async ({
    house,
    expect,
  }) => {
    await house.wawi();
    await house.write({
      'syncs/a.yaml': `${ebay}interval: 5m\nsuspend: { reason: Freeze }\n`,
      'syncs/b.yaml': 'sync: { name: Amazon }\ninterval: 5m\nmode: observe\n',
      'syncs/c.yaml':
        'sync: { name: Otto }\ninterval: 5m\nsuspend: { reason: Old, until: 2020-01-01T00:00:00Z }\n',
      'syncs/d.yaml':
        'sync: { name: Shopify }\ninterval: 5m\nsuspend: { reason: New, until: 2999-01-01T00:00:00Z }\n',
    });
    const { stdout, code } = await house.sollist('plan', '--output', 'json', '--detailed-exitcode');
    const { summary, changes } = readJson(stdout, 'plan');
    expect(summary).toMatchObject({
      syncs: 4,
      changes: 1,
      values: 1,
      suspended: 2,
      observed: 1,
      unmanaged: 6,
    });
    expect(changes.map(({ sync, mode }) => [sync.name, mode])).toEqual([
      ['Amazon', 'observe'],
      ['Otto', 'enforce'],
    ]);
    expect(code).toBe(2);
  });

  test('lets observed drift alone exit with 2 as well, with an id as if there were none', async ({
    house,
    expect,
  }) => {
    await house.wawi();
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\nmode: observe\n` });
    const first = await house.sollist('plan', '--output', 'json', '--detailed-exitcode');
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 10m\nmode: observe\n` });
    const second = await house.sollist('plan', '--output', 'json', '--detailed-exitcode');
    expect([first.code, second.code]).toEqual([2, 0]);
    expect(readJson(first.stdout, 'plan').id).toBe(readJson(second.stdout, 'plan').id);
  });

  test('takes the last window that is open, field by field', async ({ house, expect }) => {
    await house.wawi();
    const always = 'start: "0 0 * * *", duration: 2d';
    const never = 'start: "0 0 29 2 *", duration: 1s';
    await house.write({
      'syncs/a.yaml': `${ebay}interval: 10m
configs: { Items per run: 200, Create orders: false }
windows:
  - { ${always}, interval: 20m, configs: { Items per run: 300 } }
  - { ${always}, configs: { Items per run: 400 } }
  - { ${never}, interval: 40m, configs: { Items per run: 500 } }
`,
    });
    const { stdout } = await house.sollist('plan', '--output', 'json');
    expect(afters(readJson(stdout, 'plan'))).toEqual([
      ['interval', 'PT20M', 'syncs/a.yaml:5'],
      ['Items per run', '400', 'syncs/a.yaml:6'],
    ]);
  });

  test('says which window wants a value, and until when it is open', async ({ house, expect }) => {
    await house.wawi();
    house.env.SOLLIST_TIMEZONE = 'Europe/Berlin';
    await house.write({
      'syncs/a.yaml': `${ebay}interval: 5m
windows: [{ start: "0 22 * * *", duration: 8h, configs: { Items per run: 300 } }]
`,
    });
    const [text, json] = await Promise.all([
      house.sollist('plan', '--at', '2099-12-24 23:00'),
      house.sollist('plan', '--at', '2099-12-24 23:00', '--output', 'json'),
    ]);
    expect(text.stdout).toMatch(/interval +10m → 5m\n/);
    expect(text.stdout).toMatch(/Items per run .* → 300 +window 22:00–06:00, open until .*06:00\n/);
    const [interval, items] = readJson(json.stdout, 'plan').changes[0]!.fields;
    expect([interval!.window, items!.window]).toEqual([
      undefined,
      { start: '0 22 * * *', until: '2099-12-25T05:00:00.000Z' },
    ]);
  });

  test('lets documents that name a tenant beat labels, and labels beat all, field by field', async ({
    house,
    expect,
  }) => {
    await house.wawi({
      tenants: [
        { name: 'acme', labels: { tier: 'gold', region: 'de' } },
        { name: 'globex', labels: { tier: 'gold' } },
        { name: 'initech', labels: { tier: 'silver' } },
      ],
    });
    await house.write({
      'syncs/all.yaml': `tenants: all\n${ebay}interval: 1h\nconfigs: { Items per run: 1, Create orders: true }\n`,
      'syncs/gold.yaml': `tenants: { tier: gold }\n${ebay}interval: 2h\n`,
      'syncs/gold-de.yaml': `tenants: { tier: gold, region: de }\n${ebay}configs: { Items per run: 3 }\n`,
      'syncs/acme/own.yaml': `${ebay}interval: 3h\n`,
    });
    const { stdout } = await house.sollist('plan', '--output', 'json');
    const { changes } = readJson(stdout, 'plan');
    const values = changes.map(({ tenant, fields }) => [tenant, ...fields.map((field) => field.after)]);
    expect(values).toEqual([
      ['acme', 'PT3H', 'true', '3'],
      ['globex', 'PT2H', 'true', '1'],
      ['initech', 'PT1H', 'true', '1'],
    ]);
  });

  test('asks only the tenants that --tenant names', async ({ house, expect }) => {
    const wawi = await house.wawi({ tenants: ['a', 'b', 'c'].map((name) => ({ name })) });
    await house.write({ 'syncs/ebay.yaml': `tenants: all\n${ebay}interval: 5m\n` });
    const { stdout } = await house.sollist('plan', '--tenant', 'a', '--tenant', 'c', '--output', 'json');
    expect(readJson(stdout, 'plan').changes.map(({ tenant }) => tenant)).toEqual(['a', 'c']);
    expect(tenantsAsked(wawi)).toEqual(['a', 'c']);
    house.env.SOLLIST_TENANT = 'b';
    await house.sollist('plan');
    expect(tenantsAsked(wawi)).toEqual(['a', 'b', 'c']);
    const { code, stdout: told } = await house.sollist('plan', '--tenant', 'cc');
    expect(code).toBe(1);
    expect(told).toContain('no tenant is called `cc`');
    expect(told).toContain('did you mean');
    expect(callsTo(wawi)).toHaveLength(5);
  });

  test('takes one tenant called default from the environment', async ({ house, expect }) => {
    const wawi = await house.emulator();
    Object.assign(house.env, {
      JTL_TENANT_ID: wawi.tenants[0]!.tenantId,
      JTL_CLIENT_ID: wawi.clientId,
      JTL_CLIENT_SECRET: wawi.clientSecret,
      JTL_BASE_URL: wawi.url,
      JTL_TOKEN_URL: wawi.tokenUrl,
      JTL_API_VERSION: '2.0',
    });
    await house.write({ 'syncs/ebay.yaml': `${ebay}interval: 5m\n` });
    const { code, stdout } = await house.sollist('plan');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^default \/ Ebay \(Shop\) /);
    delete house.env.JTL_CLIENT_SECRET;
    const { code: failed, stdout: json } = await house.sollist('plan', '--output', 'json');
    expect(failed).toBe(1);
    expect(readJson(json, 'plan').problems[0]).toMatchObject({ code: 'no-credentials' });
    expect(callsTo(wawi)).toEqual(['TOKEN', 'GET']);
  });

  test('signs in on-premise with a key alone', async ({ house, expect }) => {
    const wawi = await house.emulator({ dialect: '1.1', apiKey: 'k-4711-k' });
    Object.assign(house.env, { JTL_API_KEY: 'k-4711-k', JTL_BASE_URL: `${wawi.url}/api/eazybusiness` });
    await house.write({ 'syncs/ebay.yaml': `${ebay}interval: 5m\n` });
    const { code, stdout } = await house.sollist('plan');
    expect(stdout).toContain('~ interval   10m → 5m');
    expect(code).toBe(0);
    expect(wawi.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/eazybusiness/workers',
    ]);
  });

  test('gives the same drift the same id, whatever the machine, the files, their order and what was before', async ({
    house,
    expect,
  }) => {
    const one = await house.wawi({ tenants: [acme, globex] });
    await house.write({
      'syncs/a.yaml': `tenants: [acme, globex]\n${ebay}interval: 5m\nconfigs: { Create orders: true, Items per run: 7 }\n`,
      'syncs/b.yaml': 'tenants: all\nsync: { name: Amazon }\ninterval: PT7M\n',
    });
    const first = readJson((await house.sollist('plan', '--output', 'json')).stdout, 'plan');
    const other = await house.emulator({ tenants: [acme, globex] });
    for (const tenant of ['acme', 'globex'])
      await control(other, 'PUT', `/tenants/${tenant}/syncs/Ebay?salesChannel=Shop`, {
        interval: '02:00:00',
        configs: { 'Items per run': 9 },
      });
    const lines = settingsFor(other).trimEnd().split('\n');
    await house.write({
      'elsewhere/sollist.yaml': [...lines.slice(0, 3), lines[4], lines[3]].join('\n'),
      'elsewhere/z.yaml':
        `tenant: acme\nconfigs: { Items per run: 7, Create orders: yes }\ninterval: 00:05:00\n${ebay}`.replace(
          'yes',
          'True',
        ),
      'elsewhere/y/z.yaml': `---\n---\ntenants: all\n${ebay}configs: { Create orders: true, Items per run: 7 }\ninterval: 300s\n---\ninterval: 420s\nsync: { name: Amazon }\ntenants: all\n`,
    });
    await house.write({ 'elsewhere/syncs/.keep': '' });
    const flags = ['--config', 'elsewhere/sollist.yaml', '--syncs', 'elsewhere/y', '--output', 'json'];
    const second = readJson((await house.sollist('plan', ...flags)).stdout, 'plan');
    expect(second.problems).toEqual([]);
    expect(second.id).toBe(first.id);
    expect(second.treeHash).not.toBe(first.treeHash);
    await house.write({ 'elsewhere/y/z.yaml': `tenants: all\n${ebay}interval: 300s\n` });
    const third = readJson((await house.sollist('plan', ...flags)).stdout, 'plan');
    expect(third.id).not.toBe(first.id);
    expect(writesTo(one)).toEqual([]);
  });

  test('hashes the tree by its content alone, and names the revision', async ({ house, expect }) => {
    await house.wawi();
    await house.write({ 'one/a.yaml': `${ebay}interval: 5m\n`, 'two/a.yaml': `${ebay}interval: 5m\n` });
    const read = async (folder: string) =>
      readJson((await house.sollist('plan', '--syncs', folder, '--output', 'json')).stdout, 'plan');
    const [one, two] = await Promise.all([read('one'), read('two')]);
    expect(one.treeHash).toBe(two.treeHash);
    expect(one.revision).toBeNull();
    house.env.SOLLIST_REVISION = 'release-7';
    expect((await read('one')).revision).toBe('release-7');
    const commit = commitAll(house.path);
    expect(await read('one')).toMatchObject({ revision: commit, dirty: false });
    await writeFile(join(house.path, 'two/a.yaml'), `${ebay}interval: 6m\n`);
    const edited = await read('two');
    expect(edited.treeHash).not.toBe(one.treeHash);
    expect(edited).toMatchObject({ revision: commit, dirty: true });
  });

  test('sends nothing at all, not even for a token, where any file is bad', async ({ house, expect }) => {
    const wawi = await house.wawi({ tenants: [acme, globex] });
    await house.write({
      'syncs/acme/ebay.yaml': `${ebay}interval: 5m\n`,
      'syncs/globex/ebay.yaml': `${ebay}interval: 5\n`,
    });
    for (const command of ['plan', 'apply', 'pull']) {
      const text = await house.sollist(command);
      expect(text.code).toBe(1);
      expect(text.stdout).toContain('syncs/globex/ebay.yaml:2:11: error: `5` has no unit');
    }
    const { stdout, code } = await house.sollist('plan', '--output', 'json');
    expect(code).toBe(1);
    expect(readJson(stdout, 'plan').problems).toHaveLength(1);
    expect(wawi.requests).toEqual([]);
  });

  test('sends nothing where a secret cannot be read', async ({ house, expect }) => {
    const wawi = await house.wawi();
    await house.write({
      'syncs/a.yaml': `${ebay}configs:\n  Access key: { env: NO_SUCH }\n  Order number prefix: { file: no-such }\n`,
    });
    const { code, stdout } = await house.sollist('plan');
    expect(code).toBe(1);
    expect(stdout).toContain('syncs/a.yaml:3:15: error: the secret for `Access key` cannot be read');
    expect(stdout).toContain('the variable NO_SUCH is not set');
    expect(stdout).toContain('the file no-such does not exist');
    expect(wawi.requests).toEqual([]);
  });

  test('masks a secret on both sides, in text and in JSON', async ({ house, expect }) => {
    await house.wawi();
    house.env.EBAY_KEY = 'the-new-key';
    await house.write({
      'syncs/a.yaml': `${ebay}configs:\n  Access key: { env: EBAY_KEY }\n  Order number prefix: { file: prefix }\n`,
      'syncs/prefix': 'ORDER-\n',
    });
    const [text, json] = await Promise.all([
      house.sollist('plan'),
      house.sollist('plan', '--output', 'json'),
    ]);
    expect(text.stdout).toContain('~ Access key            (secret) → (secret)');
    expect(json.stdout + text.stdout).not.toMatch(/the-new-key|key-from-2019|ORDER-/);
    const fields = readJson(json.stdout, 'plan').changes[0]!.fields;
    expect(fields.map(({ before, after, secret }) => [before, after, secret])).toEqual([
      ['(secret)', '(secret)', true],
      [null, '(secret)', true],
    ]);
  });

  test('takes each way to write an interval for what it means', async ({ house, expect }) => {
    const forms = ['10m', 'PT10M', '00:10:00', '600s', '0h10m', '"10m"', 'PT600S', '0.00:10:00'];
    await house.wawi({
      tenants: [
        { name: 'acme', syncs: forms.map((_, at) => ({ syncName: `S${at}`, interval: '00:10:00' })) },
      ],
    });
    const documents = forms.map((form, at) => `sync: { name: S${at} }\ninterval: ${form}\n`);
    await house.write({ 'syncs/a.yaml': documents.join('---\n') });
    const { stdout } = await house.sollist('plan');
    expect(stdout).toBe('No changes. Wawi matches the configuration.\n8 in sync, 0 unmanaged.\n');
  });

  test('compares values under their type', async ({ house, expect }) => {
    const wawi = await house.wawi();
    await control(wawi, 'PUT', '/tenants/default/syncs/Ebay?salesChannel=Shop', {
      configs: {
        'Create orders': 'True',
        'Items per run': '05',
        'Price markup': '1,50',
        'Access key': 'cafe\u0301',
      },
    });
    const same =
      'configs: { Create orders: true, Items per run: 5, Price markup: 1.5, Access key: caf\u00e9 }\n';
    await house.write({ 'syncs/a.yaml': ebay + same });
    expect((await house.sollist('plan')).stdout).toContain('No changes.');
    const other =
      'configs: { Create orders: false, Items per run: 50, Price markup: 1.05, Access key: Café }\n';
    await house.write({ 'syncs/a.yaml': ebay + other });
    const { changes } = readJson((await house.sollist('plan', '--output', 'json')).stdout, 'plan');
    expect(changes[0]!.fields).toHaveLength(4);
  });

  test('lets one tenant of three with a live problem show it, with the candidates', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({ tenants: ['a', 'b', 'c'].map((name) => ({ name })) });
    await control(wawi, 'DELETE', '/tenants/b/syncs/Payments');
    await house.write({
      'syncs/1.yaml': 'tenants: all\nsync: { name: Payments }\ninterval: 5m\n',
      'syncs/2.yaml': 'tenant: a\nsync: { name: Ebay }\ninterval: 5m\n',
      'syncs/3.yaml': 'tenant: a\nsync: { name: Amazn }\ninterval: 5m\n',
      'syncs/4.yaml':
        'tenant: c\nsync: { name: Otto }\nconfigs: { create orders: true, Delivery days: soon }\n',
      'syncs/5.yaml': 'tenant: c\nsync: { id: 3c90c3cc-0d44-4b50-8888-8dd25736052a }\ninterval: 5m\n',
      'syncs/6.yaml':
        'tenant: c\nsync: { name: Amazon }\nconfigs: { Import FBA orders: ~, Seller token: ~ }\n',
    });
    const { code, stdout } = await house.sollist('plan');
    expect(code).toBe(1);
    expect(stdout.match(/^syncs\/\d\.yaml:.*$/gm)).toMatchInlineSnapshot(`
      [
        "syncs/2.yaml:2:7: error: 2 syncs of a are called \`Ebay\`: Ebay (Shop) 9adaeca5-ab93-5874-a9bf-b4065d4c9d2a, Ebay (eBay DE) 393891c8-3eb3-59a2-be5b-eee90abca0ec [ambiguous-sync]",
        "syncs/3.yaml:2:7: error: a has no sync called \`Amazn\` [unknown-sync]",
        "syncs/1.yaml:2:7: error: b has no sync called \`Payments\` [unknown-sync]",
        "syncs/5.yaml:2:7: error: c has no sync with the id \`3c90c3cc-0d44-4b50-8888-8dd25736052a\` [unknown-sync]",
        "syncs/4.yaml:3:12: error: Otto (OTTO) of c has no option \`create orders\` [unknown-option]",
        "syncs/4.yaml:3:48: error: \`Delivery days\` of Otto (OTTO) on c has the type Int32, which is a whole number, without separators [mistyped]",
        "syncs/6.yaml:3:31: error: \`Import FBA orders\` of Amazon (Amazon DE) on c is required and cannot be null [required-null]",
        "syncs/6.yaml:3:48: error: \`Seller token\` of Amazon (Amazon DE) on c cannot be set to null over this API version [null-not-supported]",
      ]
    `);
    expect(stdout).toMatch(/hint: .*Ebay \(Shop\).*Ebay \(eBay DE\)/);
    expect(stdout).toMatch(/did you mean `Amazon/);
    expect(stdout).toMatch(/did you mean `Create orders`/);
    expect(stdout).toMatch(/Nothing was written\.\n$/);
  });

  test('takes null from 2.1 on, where the option is not required', async ({ house, expect }) => {
    await house.wawi({ dialect: '2.1' });
    await house.write({ 'syncs/a.yaml': `${ebay}configs: { Access key: ~, Order number prefix: ~ }\n` });
    const { code, stdout } = await house.sollist('plan', '--output', 'json');
    expect(code).toBe(0);
    expect(afters(readJson(stdout, 'plan'))).toEqual([['Access key', null, 'syncs/a.yaml:2']]);
    await house.write({ 'syncs/a.yaml': `${ebay}configs: { Create orders: ~ }\n` });
    const required = await house.sollist('plan');
    expect([required.code, required.stdout]).toEqual([
      1,
      expect.stringContaining('syncs/a.yaml:2:27: error: '),
    ]);
    await house.write({ 'syncs/a.yaml': `${ebay}configs: { Access key: "" }\n` });
    expect((await house.sollist('plan')).stdout).toContain('~ Access key   (secret) → (secret)');
  });

  test('refuses two values for an option that two syncs share', async ({ house, expect }) => {
    await house.wawi();
    await house.write({
      'syncs/a.yaml': `${ebay}configs: { Items per run: 5 }\n`,
      'syncs/b.yaml': 'sync: { name: Ebay, salesChannel: eBay DE }\nconfigs: { Items per run: 6 }\n',
    });
    const { code, stdout } = await house.sollist('plan');
    expect(code).toBe(1);
    expect(stdout).toMatch(/syncs\/[ab]\.yaml:2:\d+: error/);
    expect(stdout).toMatch(/see syncs\/[ab]\.yaml:2/);
  });

  test('tells of a server that is down, and of the tenants that answer', async ({ house, expect }) => {
    const wawi = await house.wawi({ tenants: [acme] });
    const dead = await deadUrl();
    const yaml = `${settingsFor(wawi)}  gone: { tenantId: x, api: { baseUrl: "${dead}" }, auth: { apiKey: { env: KEY } } }\n`;
    house.env.KEY = 'some-key-for-gone';
    await house.write({ 'sollist.yaml': yaml, 'syncs/a.yaml': `tenants: all\n${ebay}interval: 5m\n` });
    const [text, json] = await Promise.all([
      house.sollist('plan', '--detailed-exitcode'),
      house.sollist('plan', '--output', 'json'),
    ]);
    expect([text.code, json.code]).toEqual([1, 1]);
    expect(text.stdout).toMatch(/✗ 1: gone: .*\[unreachable\]$/m);
    expect(text.stdout).toContain('~ interval   10m → 5m');
    expect(text.stdout).toMatch(/, 1 tenant failed\.$/m);
    const { failures, changes, summary } = readJson(json.stdout, 'plan');
    expect(failures).toMatchObject([{ tenant: 'gone', code: 'unreachable' }]);
    expect(changes).toHaveLength(1);
    expect(summary).toMatchObject({ tenants: 2, failures: 1 });
    const all = await house.sollist('plan', '--tenant', 'gone');
    expect(all.stdout).toContain('0 of 1 tenant answered, so nobody knows what differs.');
  });

  test('takes an answer that cannot be used for a failure, never for an empty list', async ({
    house,
    expect,
  }) => {
    const answers: readonly (readonly [number, string])[] = [
      [200, '<html>Login</html>'],
      [200, '[{"identifier": "'],
      [200, '{"error": "no"}'],
      [200, '[{"identifier": "3c90c3cc-0d44-4b50-8888-8dd25736052a"}]'],
      [200, ''],
      [200, 'null'],
      [204, ''],
      [302, ''],
      [403, '{"errorCode": "x", "errorMessage": "scope missing"}'],
      [404, '<html>nope</html>'],
    ];
    const url = await house.serve(({ url }, response) => {
      const [status, body] = answers[Number(/\d+/.exec(url!)![0])]!;
      response.writeHead(status, { location: 'http://127.0.0.2:9/' }).end(body);
    });
    const tenants = answers.map((_, at) => `  t${at}: { api: { baseUrl: "${url}/${at}" } }\n`);
    house.env.KEY = 'some-key';
    await house.write({
      'sollist.yaml': `auth: { apiKey: { env: KEY } }\ntenants:\n${tenants.join('')}`,
      'syncs/a.yaml': `tenants: all\n${ebay}interval: 5m\n`,
    });
    const { code, stdout } = await house.sollist('plan', '--output', 'json');
    const { failures, problems, changes } = readJson(stdout, 'plan');
    expect({ code, problems, changes }).toEqual({ code: 1, problems: [], changes: [] });
    expect(failures.map(({ tenant, code }) => `${tenant} ${code}`)).toMatchInlineSnapshot(`
      [
        "t0 bad-answer",
        "t1 bad-answer",
        "t2 bad-answer",
        "t3 bad-answer",
        "t4 bad-answer",
        "t5 bad-answer",
        "t6 bad-answer",
        "t7 redirected",
        "t8 forbidden",
        "t9 not-found",
      ]
    `);
    expect(stdout).not.toContain('<html>');
  });

  test('tells of credentials that are not taken, once and without trying for ever', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({ tenants: [acme, globex] });
    house.env.JTL_CLIENT_SECRET = 'a-wrong-secret';
    await house.write({ 'syncs/a.yaml': `tenants: all\n${ebay}interval: 5m\n` });
    const { code, stdout } = await house.sollist('plan', '--output', 'json');
    expect(code).toBe(1);
    expect(readJson(stdout, 'plan').failures).toMatchObject([
      { tenant: 'acme', code: 'unauthorized' },
      { tenant: 'globex', code: 'unauthorized' },
    ]);
    expect(callsTo(wawi).length).toBeLessThanOrEqual(2);
    expect(stdout).not.toContain('a-wrong-secret');
  });

  test('ends with 130 on Ctrl-C, with one JSON document', async ({ house, expect }) => {
    const asked = new Promise<string>((resolve) => {
      house
        .serve((request) => resolve(request.url ?? '')) // and never an answer
        .then((url) => Object.assign(house.env, { JTL_API_KEY: 'some-key', JTL_BASE_URL: url }))
        .then(() => house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` }))
        .then(() => (running = house.start('plan', '--output', 'json')));
    });
    let running: ReturnType<House['start']> | undefined;
    await asked;
    running!.signal('SIGINT');
    const { code, stdout } = await running!.ended;
    expect(code).toBe(130);
    expect(readJson(stdout, 'plan')).toMatchObject({ result: 'error', problems: [{ code: 'stopped' }] });
  });

  test('shows the refusal that apply would meet, with the exit code unchanged', async ({ house, expect }) => {
    await house.wawi({}, 'safety: { maxChanges: 0 }\n');
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
    const [text, json] = await Promise.all([
      house.sollist('plan'),
      house.sollist('plan', '--output', 'json', '--detailed-exitcode'),
    ]);
    expect(text.stdout).toContain('--allow-changes 1');
    expect([text.code, json.code]).toEqual([0, 2]);
    expect(readJson(json.stdout, 'plan').refusals).toMatchObject([{ code: 'max-changes' }]);
  });

  test('prints what a server calls things as text, never as what it does to a terminal', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({ tenants: [acme] });
    await control(wawi, 'PUT', '/tenants/acme', [
      {
        syncName: 'Evil\u001b[2J',
        salesChannelName: 'x\r\n\u202Ey',
        interval: '00:10:00',
        configurations: [{ displayName: 'Note', type: 'String', currentValue: '\u001b]0;owned\u0007\n' }],
      },
    ]);
    await house.write({
      'syncs/acme/a.yaml': 'sync: { name: "Evil\\e[2J" }\ninterval: 5m\nconfigs: { Note: "\\e[31mred" }\n',
    });
    const { stdout, code } = await house.sollist('plan');
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(stdout).toContain('Evil\\u{1b}[2J');
  });

  test('logs JSON lines to stderr where it is no terminal, and its report to stdout alone', async ({
    house,
    expect,
  }) => {
    await house.wawi({ faults: [{ kind: '429', rate: 1, amount: 0, times: 1 }] });
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
    const { stdout, stderr, code } = await house.sollist('plan', '--output', 'json', '--log-level', 'trace');
    readJson(stdout, 'plan');
    const lines = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines).toMatchObject([{ level: 'info', msg: 'trying again', tenant: 'default' }]);
  });
});

/** What each field of a plan is to be, and where that stands. */
function afters({ changes }: PlanJson) {
  return changes.flatMap(({ fields }) =>
    fields.map(({ option, after, origin }) => [
      option?.name ?? 'interval',
      after,
      `${origin.file}:${origin.line}`,
    ]),
  );
}

function tenantsAsked({ requests }: { readonly requests: readonly { readonly tenant: string | null }[] }) {
  return [...new Set(requests.flatMap(({ tenant }) => tenant ?? []))].sort();
}

test('1,000 tenants in sync cost one request each, and one more where `active` is managed', async ({
  house,
  expect,
}) => {
  const wawi = await house.wawi({ tenants: 1000, syncs: 1 });
  const asked = async (more: string) => {
    await house.write({
      'syncs/all.yaml': `tenants: all\nsync: { name: Ebay, salesChannel: Shop }\n${more}`,
    });
    const before = callsTo(wawi).length;
    const { code, stdout } = await house.sollist('plan', '--output=json');
    expect([code, readJson(stdout, 'plan').result]).toEqual([0, 'inSync']);
    const calls = callsTo(wawi).slice(before);
    return { calls: calls.length, tokens: calls.filter((call) => call === 'TOKEN').length };
  };
  expect(await asked('interval: 10m')).toEqual({ calls: 1_001, tokens: 1 });
  expect(await asked('active: true')).toEqual({ calls: 2_001, tokens: 1 });
});
