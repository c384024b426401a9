import { describe } from 'vitest';
import type { PlanJson } from '../../src/generated/plan.ts';
import { callsTo, type House, readJson, settingsFor, test, writesTo } from '../support/product.ts';
import { aRepository } from '../support/repository.ts';

const ebay = 'sync: { name: Ebay, salesChannel: Shop }\n';
const amazon = 'sync: { name: Amazon }\n';

/** The base has two syncs of `acme`: the live Ebay runs every 10 minutes, Amazon every 20. */
async function atBase(house: House, files: Readonly<Record<string, string>> = {}) {
  const wawi = await house.wawi({ tenants: [{ name: 'acme' }, { name: 'globex' }] });
  const repository = aRepository(house.path);
  repository.write({
    'syncs/acme/ebay.yaml': `${ebay}interval: 7m\nconfigs: { Create orders: true }\n`,
    'syncs/acme/amazon.yaml': `${amazon}interval: 25m\n`,
    ...files,
  });
  const base = repository.commit();
  return { wawi, ...repository, base };
}

async function compare(house: House, base: string): Promise<PlanJson> {
  return readJson(
    (await house.sollist('plan', '--base', base, '--output', 'json')).stdout,
    'plan',
  ) as PlanJson;
}

function brought({ changes }: PlanJson): readonly string[] {
  return changes.flatMap(({ tenant, sync, fields }) =>
    fields.map(
      ({ field, option, broughtBy }) => `${tenant} ${sync.name} ${option?.name ?? field}: ${broughtBy}`,
    ),
  );
}

describe.concurrent('plan --base', () => {
  test('tells what this change brings from what differed before, writes nothing, and keeps the id', async ({
    house,
    expect,
  }) => {
    const { wawi, write, git, base } = await atBase(house);
    write({
      'syncs/acme/ebay.yaml': `${ebay}interval: PT7M\nconfigs: { Create orders: true, Update stock: false }\n`,
    });
    const status = git('status', '--porcelain');
    const plan = await compare(house, 'main');
    expect(brought(plan)).toEqual([
      'acme Amazon interval: before',
      'acme Ebay interval: before',
      'acme Ebay Create orders: before',
      'acme Ebay Update stock: change',
    ]);
    expect(plan).toMatchObject({ base, summary: { values: 4, fromChange: 1, fromBefore: 3 } });
    const { stdout } = await house.sollist('plan', '--base', base);
    expect(stdout).toBe(`acme / Ebay (Shop)                                   syncs/acme/ebay.yaml:1
  ~ Update stock   true → false
Differed before this change: 3 values of 2 syncs on 1 tenant
  acme / Amazon (Amazon DE), acme / Ebay (Shop)
Plan: 2 syncs to change (1 value by this change, 3 from before) on 1 of 2 tenants, 0 in sync, 18 unmanaged.
`);
    const plain = readJson((await house.sollist('plan', '--output', 'json')).stdout, 'plan') as PlanJson;
    expect(plain.id).toBe(plan.id);
    expect(plain).not.toHaveProperty('base');
    expect(JSON.stringify(plain)).not.toMatch(/broughtBy|fromChange/);
    expect(git('status', '--porcelain')).toBe(status);
    expect(writesTo(wawi)).toEqual([]);
  });

  test('follows documents that were renamed, moved to another rank, or deleted', async ({
    house,
    expect,
  }) => {
    const { write, remove } = await atBase(house, {
      'syncs/all.yaml': `tenants: all\n${amazon}interval: 30m\n`,
    });
    remove('syncs/acme');
    write({
      'syncs/other/name.yaml': `tenants: [acme]\n${ebay}interval: 7m\nconfigs: { Create orders: true }\n`,
    });
    expect(brought(await compare(house, 'HEAD'))).toEqual([
      'acme Amazon interval: change',
      'acme Ebay interval: before',
      'acme Ebay Create orders: before',
      'globex Amazon interval: before',
    ]);
  });

  test('names what a deleted document leaves alone from now on', async ({ house, expect }) => {
    const { remove } = await atBase(house);
    remove('syncs/acme/ebay.yaml');
    const { released, summary } = await compare(house, 'HEAD');
    expect(summary).toMatchObject({ fromChange: 0, fromBefore: 1 });
    expect(released).toMatchObject([
      {
        tenant: 'acme',
        sync: { name: 'Ebay' },
        fields: [{ field: 'interval' }, { field: 'configs', option: { name: 'Create orders' } }],
      },
    ]);
    const { stdout } = await house.sollist('plan', '--base', 'HEAD');
    expect(stdout).toContain(
      'No longer managed, so left as it is\n  Ebay (Shop) of acme: interval, Create orders\nPlan: ',
    );
    const markdown = await house.sollist('plan', '--base', 'HEAD', '--output', 'markdown');
    expect(markdown.stdout).toContain(
      '#### No longer managed, so left as it is\n\n- `Ebay (Shop)` of `acme`: `interval`, `Create orders`\n',
    );
    const github = await house.sollist('plan', '--base', 'HEAD', '--output', 'github');
    expect(github.stdout).toContain('left as it is%0AEbay (Shop) of acme: interval, Create orders\n');
  });

  test('counts all as brought by this change, with a warning, where the base was bad', async ({
    house,
    expect,
  }) => {
    const { write } = await atBase(house, { 'syncs/acme/bad.yaml': 'sync: [\n' });
    write({ 'syncs/acme/bad.yaml': '' });
    const plan = await compare(house, 'HEAD');
    expect(plan).toMatchObject({
      result: 'planned',
      summary: { fromChange: 3, fromBefore: 0 },
      warnings: [{ code: 'bad-base', message: expect.stringContaining('syncs/acme/bad.yaml:2:1') }],
    });
  });

  test('counts all of one tenant so, where only its live state shows what was bad', async ({
    house,
    expect,
  }) => {
    const all = `tenants: all\n${ebay}interval: 8m\n`;
    const { write } = await atBase(house, {
      'syncs/all.yaml': all,
      'syncs/acme/bad.yaml': 'sync: { name: Nobody }\n',
    });
    write({ 'syncs/acme/bad.yaml': '' });
    const plan = await compare(house, 'HEAD');
    expect(brought(plan).map((line) => line.replace(/ .*:/, ''))).toEqual([
      'acme change',
      'acme change',
      'acme change',
      'globex before',
    ]);
    expect(plan.warnings).toMatchObject([{ code: 'bad-base' }]);
  });

  test('reads the base by the settings and the windows of today', async ({ house, expect }) => {
    const always = 'windows: [{ start: "* * * * *", duration: 1h, interval: 7m }]';
    const { wawi, write } = await atBase(house, {
      'syncs/acme/ebay.yaml': `${ebay}interval: 9m\n${always}\n`,
      'syncs/gold.yaml': `tenants: { tier: gold }\n${amazon}interval: 35m\n`,
    });
    const gold = settingsFor(wawi)
      .replaceAll(/, labels: \{[^}]*\}/g, '')
      .replace('globex: {', 'globex: { labels: { tier: gold },');
    write({ 'sollist.yaml': gold, 'syncs/acme/ebay.yaml': `${ebay}interval: 7m\n` });
    expect(brought(await compare(house, 'HEAD'))).toEqual([
      'acme Amazon interval: before',
      'acme Ebay interval: before',
      'globex Amazon interval: before',
    ]);
  });

  test('exits with 1 and asks nobody where there is no such commit, and with 64 for an empty one', async ({
    house,
    expect,
  }) => {
    const { wawi } = await atBase(house);
    for (const base of ['nope', '--output', '0'.repeat(40)]) {
      const { code, stdout } = await house.sollist('plan', `--base=${base}`);
      expect({ code, stdout }).toMatchObject({
        code: 1,
        stdout: expect.stringContaining('[unknown-commit]'),
      });
    }
    expect((await house.sollist('plan', '--base', '')).code).toBe(64);
    expect(callsTo(wawi)).toEqual([]);
  });

  test('is saved as without it', async ({ house, expect }) => {
    const { read } = house;
    await atBase(house);
    await house.sollist('plan', '--out', 'one.json');
    await house.sollist('plan', '--out', 'other.json', '--base', 'HEAD');
    const [one, other] = [await read('one.json'), await read('other.json')].map(
      (text) => JSON.parse(text).changes,
    );
    expect(other).toEqual(one);
  });
});
