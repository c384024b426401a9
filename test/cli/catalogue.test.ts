import { Ajv } from 'ajv';
import { describe, expect } from 'vitest';
import { parse } from 'yaml';
import type { CatalogueJson } from '../../src/generated/catalogue.ts';
import { control, type House, readJson, test, writesTo } from '../support/product.ts';

async function catalogued(house: House, options = {}) {
  const wawi = await house.wawi(options);
  const written = await house.sollist('catalogue');
  expect(written.code).toBe(0);
  return wawi;
}

const wrong = `sync: { name: Ebay, salesChannel: Shop }
configs:
  Create order: true
  Items per run: many
---
sync: { name: Ebay }
interval: 5m
---
sync: { name: Amazn }
interval: 5m
`;

describe('the catalogue', () => {
  test('holds names and types, and no value', async ({ house }) => {
    await catalogued(house, { tenants: 2 });
    expect(await house.files('syncs')).toEqual([
      '.catalogue/tenant-0001.json',
      '.catalogue/tenant-0002.json',
    ]);
    const text = await house.read('syncs/.catalogue/tenant-0001.json');
    readJson(text, 'catalogue');
    expect(text).toContain('Items per run');
    for (const value of ['key-from-2019', '0200', '00:10:00']) expect(text).not.toContain(value);
  });

  test('is the same when nothing has changed', async ({ house }) => {
    await catalogued(house);
    const before = await house.read('syncs/.catalogue/default.json');
    await house.sollist('catalogue');
    expect(await house.read('syncs/.catalogue/default.json')).toBe(before);
  });

  test('lets validate check names and types without a network', async ({ house }) => {
    const wawi = await catalogued(house);
    await house.write({ 'syncs/ebay.yaml': wrong });
    await wawi.close();
    const checked = await house.sollist('validate', '--output', 'json');
    expect(checked.code).toBe(1);
    const { problems } = readJson(checked.stdout, 'validation');
    expect(problems.map(({ code, origin }) => `${code} ${origin?.line}:${origin?.column}`)).toEqual([
      'ambiguous-sync 6:7',
      'unknown-sync 9:7',
      'unknown-option 3:3',
      'mistyped 4:18',
    ]);
    expect(problems[1]?.hint).toContain('did you mean `Amazon`?');
    expect(problems[2]?.hint).toContain('did you mean `Create orders`?');
    expect(problems[2]?.hint).toContain('syncs/.catalogue/default.json');
  });

  test('finds nothing in what pull has written', async ({ house }) => {
    await catalogued(house, { tenants: 2, syncs: 25 });
    await house.sollist('pull');
    expect((await house.sollist('validate')).code).toBe(0);
  });

  test('tells of one slip for many tenants once', async ({ house }) => {
    await catalogued(house, { tenants: 5 });
    await house.write({ 'syncs/all.yaml': 'tenants: all\nsync: { name: Paymens }\ninterval: 5m\n' });
    const checked = await house.sollist('validate', '--output', 'json');
    const { problems } = readJson(checked.stdout, 'validation');
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('and the same on 4 more tenants');
  });

  test('that cannot be read is a problem, and a plan warns of it', async ({ house }) => {
    await catalogued(house);
    await house.write({ 'syncs/.catalogue/default.json': '{' });
    const checked = await house.sollist('validate');
    expect([checked.code, checked.stdout.includes('sollist catalogue')]).toEqual([1, true]);
    const plan = await house.sollist('plan', '--output', 'json');
    const { warnings } = readJson(plan.stdout, 'plan');
    expect([plan.code, warnings.map(({ code }) => code)]).toEqual([0, ['catalogue']]);
  });

  test('whose folder cannot be read is a problem, not a missing one', async ({ house }) => {
    await house.wawi();
    await house.write({ 'syncs/a.yaml': 'sync: { name: Nope }\ninterval: 5m\n', 'syncs/.catalogue': '' });
    const checked = await house.sollist('validate', '--output', 'json');
    const { problems } = readJson(checked.stdout, 'validation');
    expect(problems.map(({ message }) => message)).toEqual(['syncs/.catalogue is not a folder']);
  });

  test('that cannot be written is a problem that says why', async ({ house }) => {
    await house.wawi();
    await house.write({ 'syncs/.catalogue': 'a file where the folder should be' });
    const { code, stdout } = await house.sollist('catalogue', '--output', 'json');
    const { problems } = readJson(stdout, 'pull');
    expect([code, problems.map(({ message }) => message)]).toEqual([
      1,
      ['syncs/.catalogue cannot be written (EEXIST)'],
    ]);
  });

  test('lets validate see what a window will ask for once it opens', async ({ house }) => {
    await catalogued(house);
    const window = (configs: string) =>
      `  - { start: "0 0 29 2 *", duration: 1m, configs: { ${configs} } }\n`;
    const sync = 'sync: { name: Ebay, salesChannel: Shop }\n';
    const bad = `${window('Create order: true')}${window('Items per run: many')}${window('Items per run: 5')}`;
    await house.write({ 'syncs/a.yaml': `${sync}windows:\n${bad}` });
    const found = readJson((await house.sollist('validate', '--output', 'json')).stdout, 'validation');
    expect(found.problems.map(({ code, origin }) => `${code} ${origin?.line}`)).toEqual([
      'unknown-option 3',
      'mistyped 4',
    ]);
    const shared = '  - { start: "0 0 29 2 *", duration: 1m, configs: &c { Nope: 1 } }\n';
    const again = '  - { start: "0 1 29 2 *", duration: 1m, configs: *c }\n';
    await house.write({ 'syncs/a.yaml': `${sync}windows:\n${shared}${again}` });
    const once = readJson((await house.sollist('validate', '--output', 'json')).stdout, 'validation');
    expect(once.problems.map(({ message }) => message)).toEqual([
      'Ebay (Shop) of default has no option `Nope`',
    ]);
    await house.write({ 'syncs/a.yaml': `${sync}windows:\n${window('Items per run: 5')}` });
    expect((await house.sollist('validate')).code).toBe(0);
  });

  test('warns in a plan once Wawi has moved on', async ({ house }) => {
    const wawi = await catalogued(house);
    await house.write({ 'syncs/a.yaml': 'sync: { name: Amazon }\ninterval: 20m\n' });
    expect((await house.sollist('plan')).stdout).not.toContain('out of date');
    await control(wawi, 'POST', '/tenants/default/syncs', { syncName: 'Etsy', interval: '00:10:00' });
    await control(wawi, 'DELETE', '/tenants/default/syncs/Archive');
    const plan = await house.sollist('plan', '--output', 'json');
    expect(plan.code).toBe(0);
    const { warnings } = readJson(plan.stdout, 'plan');
    expect(warnings.map(({ message }) => message)).toEqual([
      'the catalogue of default is out of date: Etsy was added; Archive is gone',
    ]);
    expect(writesTo(wawi)).toEqual([]);
  });

  test('names what was renamed and retyped, syncs first and a shared option once', async ({ house }) => {
    const wawi = await catalogued(house);
    const { tenants } = (await control(wawi, 'GET', '/state')) as { tenants: [{ syncs: object[] }] };
    const syncs = JSON.stringify(tenants[0].syncs)
      .replaceAll('"displayName":"Items per run"', '"displayName":"Items a run"')
      .replaceAll('"type":"bool"', '"type":"Int32"')
      .replace('"syncName":"Payments"', '"syncName":"Zahlungen"')
      .replaceAll(/"currentValue":"(true|false)"/gi, '"currentValue":"1"');
    await control(wawi, 'PUT', '/tenants/default', JSON.parse(syncs));
    const { warnings } = readJson((await house.sollist('plan', '--output', 'json')).stdout, 'plan');
    expect(warnings[0]?.message).toMatch(
      /: Payments is called Zahlungen now; `Create orders` of Ebay \(Shop\) has the type Int32 now, not bool; `Items per run` of Ebay \(Shop\) is called `Items a run` now; `Update stock`/,
    );
    expect(warnings[0]?.message.match(/Create orders/g)).toHaveLength(1);
  });
});

describe('the schema for editors', () => {
  test('takes what pull has written, and refuses what this merchant does not have', async ({ house }) => {
    await catalogued(house);
    await house.sollist('pull');
    const printed = await house.sollist('schema');
    expect(printed.code).toBe(0);
    const isValid = new Ajv({ strict: false }).compile(JSON.parse(printed.stdout));
    for (const file of (await house.files('syncs')).filter((name) => name.endsWith('.yaml'))) {
      expect([file, isValid(parse(await house.read(`syncs/${file}`)))]).toEqual([file, true]);
    }
    const sync = { name: 'Ebay', salesChannel: 'Shop' };
    expect(isValid({ sync, configs: { 'Create orders': true } })).toBe(true);
    expect(isValid({ sync, configs: { 'Access key': { env: 'KEY' } } })).toBe(true);
    expect(isValid({ sync, configs: { 'Create order': true } })).toBe(false);
    const { syncs } = JSON.parse(await house.read('syncs/.catalogue/default.json')) as CatalogueJson;
    const { id } = syncs.find((one) => one.name === 'Ebay')!;
    expect(isValid({ sync: { id }, configs: { 'Create orders': true } })).toBe(true);
    expect(isValid({ sync: { id }, configs: { 'Create order': true } })).toBe(false);
    expect(isValid({ sync, windows: [{ start: '0 8 * * *', duration: '1h', configs: { Nope: 1 } }] })).toBe(
      false,
    );
    expect(isValid({ sync: { name: 'Ebbay' }, interval: '5m' })).toBe(false);
    expect(isValid({ sync: { name: 'Amazon' }, configs: { 'Create orders': true } })).toBe(false);
  });

  test('is one JSON document also where a catalogue cannot be used', async ({ house }) => {
    await catalogued(house);
    await house.write({ 'syncs/.catalogue/default.json': '{' });
    const { code, stdout, stderr } = await house.sollist('schema');
    const { problems } = readJson(stdout, 'error');
    expect([code, problems.map((problem) => problem.code)]).toEqual([1, ['catalogue']]);
    expect(stderr).toContain('sollist catalogue');
  });

  test('is the general one without a catalogue', async ({ house }) => {
    const printed = await house.sollist('schema');
    expect(printed.code).toBe(0);
    expect(printed.stderr).toContain('sollist catalogue');
    expect(new Ajv({ strict: false }).compile(JSON.parse(printed.stdout))({ sync: { name: 'X' } })).toBe(
      true,
    );
  });
});
