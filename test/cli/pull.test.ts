import { describe } from 'vitest';
import { parse } from 'yaml';
import type { EmulatedTenant } from '../../src/emulator/state/tenants.ts';
import { callsTo, control, deadUrl, once, readJson, settingsFor, test } from '../support/product.ts';

const two = [{ name: 'acme' }, { name: 'globex' }];
const nothingToChange = /^No changes\. Wawi matches the configuration\.\n(\d+) in sync, 0 unmanaged\.\n$/;

describe.concurrent('pull', () => {
  test('writes one readable file a sync, after which a plan finds nothing', async ({ house, expect }) => {
    const wawi = await house.wawi({ tenants: two });
    const { code, stdout, stderr } = await house.sollist('pull');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const files = await house.files('syncs');
    expect(files).toEqual(
      expect.arrayContaining(['acme/ebay-shop.yaml', 'acme/ebay-ebay-de.yaml', 'globex/payments.yaml']),
    );
    expect(files).toHaveLength(20);
    for (const file of files) expect(stdout).toContain(`syncs/${file}\n`);
    expect(await house.read('syncs/acme/payments.yaml')).toMatchInlineSnapshot(`
      "sync: { name: Payments }
      interval: 1h
      configs:
        Match automatically: false
        Days back: 5
        Tolerance: 0.5
      "
    `);
    expect(callsTo(wawi)).not.toContain('POST');
    const plan = await house.sollist('plan', '--detailed-exitcode');
    expect(plan.code).toBe(0);
    expect(plan.stdout).toMatch(nothingToChange);
    const validated = await house.sollist('validate');
    expect(validated).toMatchObject({ code: 0, stdout: 'Valid: 20 documents in 21 files.\n' });
  });

  test('leaves out what looks like a secret, and what --secret names, and says how to refer to it', async ({
    house,
    expect,
  }) => {
    await house.wawi();
    const { stdout, code } = await house.sollist(
      'pull',
      '--secret',
      'Marketplaces',
      '--secret',
      'Order*prefix',
    );
    expect(code).toBe(0);
    const files = await house.files('syncs');
    const texts = await Promise.all(files.map((file) => house.read(`syncs/${file}`)));
    const all = texts.join('\n') + stdout;
    expect(all).not.toMatch(/key-from-2019|amzn-token|shop-sync|DE;AT/);
    expect(all).toContain('Items per run: 200');
    const ebay = texts[files.findIndex((file) => file.includes('ebay'))]!;
    expect(ebay).toMatch(/#.*Access key:.*\{ (?:env|file): /);
    expect((await house.sollist('plan')).stdout).toMatch(nothingToChange);
  });

  test('never overwrites: pulling again names the files and writes none', async ({ house, expect }) => {
    await house.wawi();
    await house.sollist('pull');
    const before = await Promise.all((await house.files('syncs')).map((file) => house.read(`syncs/${file}`)));
    await house.write({ 'syncs/default/payments.yaml': '# mine\n' });
    const { code, stdout } = await house.sollist('pull', '--output', 'json');
    expect(code).toBe(1);
    const { problems, files, result } = readJson(stdout, 'pull');
    expect({ files, result }).toEqual({ files: [], result: 'problems' });
    expect(problems).toMatchObject([
      { code: 'file-exists', message: expect.stringContaining(`and ${before.length - 1} more exist`) },
    ]);
    expect(problems[0]!.hint).toMatch(/--new .* --update /);
    expect(await house.files('syncs')).toHaveLength(before.length);
    expect(await house.read('syncs/default/payments.yaml')).toBe('# mine\n');
  });

  test('writes what is not described yet beside what is', async ({ house, expect }) => {
    await house.wawi();
    await house.write({ 'syncs/my own.yaml': 'tenant: default\nsync: { name: Amazon }\ninterval: 20m\n' });
    const { code } = await house.sollist('pull');
    expect(code).toBe(0);
    expect(await house.files('syncs')).toHaveLength(10);
    expect((await house.sollist('plan')).stdout).toMatch(nothingToChange);
  });

  test('--common makes ten documents of six Wawis, their exceptions beside them, and is edited once for all', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({
      tenants: Array.from({ length: 6 }, (_, index) => ({ name: `t${index}` })),
    });
    await control(wawi, 'PUT', '/tenants/t3/syncs/Amazon', { interval: '00:45:00' });
    for (const tenant of ['t0', 't1', 't2', 't3', 't4'])
      await control(wawi, 'PUT', `/tenants/${tenant}/syncs/Payments`, { state: 7 });
    await control(wawi, 'PUT', '/tenants/t3/syncs/Shopify', { state: 7 });
    const { code, stdout } = await house.sollist('pull', '--common=80 %');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^syncs\/common\/\*\.yaml {3}10 files\n/);
    expect(stdout).toContain('10 documents for all tenants, 3 exceptions on 2 tenants.');
    const own = (await house.files('syncs')).filter((file) => !file.startsWith('common/')).sort();
    expect(own).toEqual(['t3/amazon-amazon-de.yaml', 't3/shopify-shopify.yaml', 't5/payments.yaml']);
    expect(await house.read('syncs/common/payments.yaml')).toContain('\nactive: false\n');
    expect(await house.read('syncs/t5/payments.yaml')).toContain('\nactive: true\n');
    expect(await house.read('syncs/common/ebay-shop.yaml')).toMatch(
      /^tenants: all\nsync: \{ name: Ebay, salesChannel: Shop \}\ninterval: 10m\nconfigs:\n {2}Create orders: false\n/,
    );
    expect((await house.sollist('plan')).stdout).toMatch(nothingToChange);

    const text = await house.read('syncs/common/ebay-shop.yaml');
    await house.write({ 'syncs/common/ebay-shop.yaml': text.replace('10m', '5m') });
    const plan = await house.sollist('plan');
    expect(plan.stdout).toMatch(/^Ebay \(Shop\) on 6 of 6 tenants: interval 10m → 5m\n/);
  });

  test('--common writes nothing where a tenant does not answer, and does not go with --tenant', async ({
    house,
    expect,
  }) => {
    const wawi = await house.emulator({ tenants: two });
    house.env.JTL_CLIENT_SECRET = wawi.clientSecret;
    const gone = { name: 'gone', tenantId: '11111111-1111-4111-8111-111111111111' };
    await house.write({ 'sollist.yaml': settingsFor({ ...wawi, tenants: [...wawi.tenants, gone] }) });
    const { code, stdout } = await house.sollist('pull', '--common', '--output', 'json');
    const { files, problems, failures } = readJson(stdout, 'pull');
    expect({ code, files, failures: failures.length }).toEqual({ code: 1, files: [], failures: 1 });
    expect(problems).toMatchObject([{ code: 'unseen-tenants', message: expect.stringContaining('`gone`') }]);
    expect(await house.files('syncs').catch(() => [])).toEqual([]);
    expect(await house.sollist('pull', '--common', '-t', 'acme')).toMatchObject({ code: 64, stdout: '' });
  });

  test('finds its way back from the oddest names and values', async ({ house, expect }) => {
    const wawi = await house.emulator({ tenants: [oddTenant] });
    house.env.JTL_CLIENT_SECRET = wawi.clientSecret;
    await house.write({ 'sollist.yaml': settingsFor(wawi) });
    const pulled = await house.sollist('pull', '--output', 'json');
    const { files, problems, failures } = readJson(pulled.stdout, 'pull');
    expect({ code: pulled.code, problems, failures }).toEqual({ code: 0, problems: [], failures: [] });
    expect(files).toHaveLength(oddTenant.syncs!.length);
    expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(files.length);
    for (const file of files) expect(file).toMatch(/^syncs\/odd\/[a-z0-9][a-z0-9-]*\.yaml$/);
    expect((await house.files()).filter((file) => !/^(?:sollist\.yaml$|syncs\/odd\/)/.test(file))).toEqual(
      [],
    );
    const { code, stdout } = await house.sollist('plan', '--detailed-exitcode');
    expect(stdout).toMatch(nothingToChange);
    expect(code).toBe(0);
    const validated = await house.sollist('validate');
    expect(validated).toMatchObject({ code: 0, stderr: '' });
  });

  test('gives back what it pulled, where it was changed since', async ({ house, expect }) => {
    const wawi = await house.wawi({ tenants: [oddTenant], dialect: '2.1' });
    await house.sollist('pull');
    const { tenants } = (await control(wawi, 'GET', '/state')) as {
      tenants: {
        syncs: { identifier: string; configurations: { type: string; identifier: string }[] }[];
      }[];
    };
    const before = JSON.stringify(tenants);
    for (const { identifier, configurations } of tenants[0]!.syncs)
      await control(wawi, 'PUT', `/tenants/odd/syncs/${identifier}`, {
        interval: '00:33:00',
        configs: Object.fromEntries(
          configurations
            .filter(({ type }) => type === 'String')
            .map((option) => [option.identifier, 'changed']),
        ),
      });
    expect(JSON.stringify(((await control(wawi, 'GET', '/state')) as { tenants: unknown }).tenants)).not.toBe(
      before,
    );
    const applied = await house.sollist('apply', '--allow-changes', '100');
    expect(applied.code, applied.stdout).toBe(0);
    expect((await house.sollist('plan')).stdout).toMatch(nothingToChange);
  });

  test('writes what answers where a tenant does not, and ends with 1', async ({ house, expect }) => {
    const wawi = await house.wawi({ tenants: [{ name: 'acme' }] });
    house.env.KEY = 'some-key';
    const gone = `  gone: { api: { baseUrl: "${await deadUrl()}" }, auth: { apiKey: { env: KEY } } }\n`;
    await house.write({ 'sollist.yaml': settingsFor(wawi) + gone });
    const { code, stdout } = await house.sollist('pull', '--output', 'json');
    expect(code).toBe(1);
    const { files, failures } = readJson(stdout, 'pull');
    expect(files).toHaveLength(10);
    expect(failures).toMatchObject([{ tenant: 'gone', code: 'unreachable' }]);
  });

  test('writes into the folder that --syncs names, and only for the tenants that --tenant names', async ({
    house,
    expect,
  }) => {
    await house.wawi({ tenants: two });
    const { code } = await house.sollist('pull', '--syncs', 'live/now', '--tenant', 'globex');
    expect(code).toBe(0);
    const files = await house.files();
    expect(files.filter((file) => file.startsWith('live/now/globex/'))).toHaveLength(10);
    expect(files).toHaveLength(11);
    const document = parse(await house.read('live/now/globex/payments.yaml'));
    expect(document).toMatchObject({ sync: { name: 'Payments' }, interval: '1h' });
  });

  test('writes nothing and prints one JSON document where it is stopped', async ({ house, expect }) => {
    const arrival = once();
    const url = await house.serve(() => arrival.happen()); // and never an answer
    Object.assign(house.env, { JTL_API_KEY: 'some-key', JTL_BASE_URL: url });
    const running = house.start('pull', '--output', 'json');
    await arrival.happened;
    running.signal('SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(130);
    expect(readJson(stdout, 'pull')).toMatchObject({ files: [], problems: [{ code: 'stopped' }] });
    expect(await house.files()).toEqual([]);
  });

  test('tells of a folder in which it may not write', async ({ house, expect }) => {
    await house.wawi();
    await house.write({ blocked: 'a file' });
    const { code, stdout, stderr } = await house.sollist('pull', '--syncs', 'blocked/syncs');
    expect(code).toBe(1);
    expect(stdout).toContain('blocked');
    expect(stdout + stderr).not.toMatch(/is a bug|^ +at /m);
  });
});

const oddNames = [
  'null',
  'true',
  '1',
  '1.0',
  '~',
  '',
  '.',
  '..',
  '../../../etc/passwd',
  '/absolute',
  'a/b',
  'a\\b',
  '.hidden',
  'CON',
  'nul',
  'aux.yaml',
  ' leading',
  'trailing ',
  'two  blanks',
  'tab\there',
  'new\nline',
  'crlf\r\nline',
  '# hash',
  'colon: here',
  '- dash',
  '? question',
  '& anchor',
  '* alias',
  '! tag',
  '% percent',
  '@ at',
  '` tick',
  '"quoted"',
  "it's",
  '{braces}',
  '[brackets]',
  'a, b',
  '<<',
  '__proto__',
  'constructor',
  'Ebay',
  'ebay',
  'EBAY',
  'Bücher',
  'Bu\u0308cher',
  'Größe',
  '日本語',
  '🛒',
  '\u202Ereversed',
  'zero\u200Bwidth',
  'bell\u0007',
  'esc\u001b[31m',
  '\ufeffbom',
  '0x1F',
  '1e3',
  '2026-12-01',
  '12:30:45',
  'yes',
  'on',
  'x'.repeat(300),
  '3c90c3cc-0d44-4b50-8888-8dd25736052a',
  '---',
  '...',
  '=',
  '\u2028',
  '\u0085',
  '|',
  '>',
].filter((name) => name !== ''); // prettier to read with what is left out

const oddValues: readonly (string | null)[] = [
  ...oddNames,
  '',
  null,
  ' ',
  '\n',
  '\n\n',
  'a\n',
  '\ta',
  'a\n  b\n c',
  '#',
  'null ',
  '\r',
];

/** Every name there may be for a sync, a channel and an option, and every value. */
const oddTenant: EmulatedTenant = {
  name: 'odd',
  syncs: [
    ...oddNames.map((syncName, at) => ({
      syncName,
      salesChannelName: at % 3 === 0 ? null : (oddNames[(at * 7) % oddNames.length] as string),
      interval: ['00:10:00', '1.02:03:04', '00:00:01', null, '3650.00:00:00'][at % 5] as string | null,
      configurations: oddValues.slice(at % 4, (at % 4) + 20).map((_, index) => ({
        displayName: oddNames[(at + index) % oddNames.length]!,
        currentValue: oddValues[(at * 3 + index) % oddValues.length] as string | null,
        type: 'String',
      })),
    })),
    { syncName: 'Twin', salesChannelName: 'Same', salesChannelId: '1', interval: '00:10:00' },
    {
      syncName: 'Twin',
      salesChannelName: 'Same',
      salesChannelId: '2',
      identifier: '11111111-2222-4333-8444-555555555555',
      interval: '00:11:00',
    },
    {
      syncName: 'Typed',
      interval: '00:00:00.5000000',
      configurations: [
        { displayName: 'bool', type: 'Boolean', currentValue: 'True' },
        { displayName: 'int', type: 'Int32', currentValue: '007' },
        { displayName: 'decimal', type: 'Decimal', currentValue: '1,50' },
        { displayName: 'no int', type: 'Int32', currentValue: 'many' },
        { displayName: 'no bool', type: 'bool', currentValue: '' },
        { displayName: 'none', type: 'Int32', currentValue: null },
        { displayName: 'colour', type: 'Colour', currentValue: 'red' },
        { displayName: 'twice', type: 'String', currentValue: 'a' },
        {
          displayName: 'twice',
          type: 'String',
          currentValue: 'b',
          identifier: '99999999-2222-4333-8444-555555555555',
        },
      ],
    },
    { syncName: 'Zero', interval: '00:00:00' },
    { syncName: 'Negative', interval: '-00:05:00' },
  ],
};
