import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { control, type House, liveSync, readJson, test, writesTo } from '../support/product.ts';

const ebay = `sync: { name: Ebay, salesChannel: Shop }
interval: 5m
configs:
  Create orders: true
  Access key: { env: EBAY_KEY }
`;

async function saved(house: House) {
  house.env.EBAY_KEY = 'canary-new-key';
  const wawi = await house.wawi();
  await house.write({ 'syncs/ebay.yaml': ebay });
  const plan = await house.sollist('plan', '--out', 'plan.json');
  expect(plan.code).toBe(0);
  return wawi;
}

function change(wawi: { url: string }, body: object, sync = 'Ebay?salesChannel=Shop') {
  return control(wawi, 'PUT', `/tenants/default/syncs/${sync}`, body);
}

describe('a saved plan', () => {
  test('is applied as it was reviewed, and then has nothing left to do', async ({ house }) => {
    const wawi = await saved(house);
    const applied = await house.sollist('apply', 'plan.json');
    expect(applied.code).toBe(0);
    expect(writesTo(wawi)).toHaveLength(1);
    const live = await liveSync(wawi, 'default', 'Ebay', 'Shop');
    expect(live.interval).toBe('00:05:00');
    expect(live.values['Access key']).toBe('canary-new-key');
    const again = await house.sollist('apply', 'plan.json');
    expect([again.code, writesTo(wawi).length]).toEqual([0, 1]);
  });

  test('is gone once a newer plan of its name has problems, and nothing else that lies there', async ({
    house,
    expect,
  }) => {
    await saved(house);
    await house.write({ 'syncs/bad.yaml': 'sync: 5\n', 'other.yaml': 'mine\n' });
    expect((await house.sollist('plan', '--out', 'plan.json')).code).toBe(1);
    const { code, stdout } = await house.sollist('apply', 'plan.json');
    expect(code).toBe(1);
    expect(stdout).toContain('plan.json');
    expect((await house.sollist('plan', '--out', 'other.yaml')).code).toBe(1);
    expect(await house.read('other.yaml')).toBe('mine\n');
  });

  test('holds no secret, neither the old nor the new', async ({ house }) => {
    await saved(house);
    const text = await house.read('plan.json');
    expect(text).not.toContain('canary-new-key');
    expect(text).not.toContain('key-from-2019');
    expect(text).not.toContain(createHash('sha256').update('key-from-2019').digest('hex'));
    readJson(text, 'savedPlan');
  });

  test('holds no secret that Wawi has, where a document says in clear what should replace it', async ({
    house,
  }) => {
    const wawi = await house.wawi();
    await house.write({ 'syncs/a.yaml': ebay.replace('{ env: EBAY_KEY }', 'in-clear') });
    const outputs = ['text', 'json', 'markdown', 'github'].map((output) => ['--output', output]);
    for (const output of outputs) {
      const { code, stdout, stderr } = await house.sollist('plan', '--out', 'plan.json', ...output);
      expect(code).toBe(0);
      expect(stdout + stderr).not.toMatch(/key-from-2019|in-clear/);
      expect(stdout).toContain('(secret)');
    }
    expect(await house.read('plan.json')).not.toContain('key-from-2019');
    await change(wawi, { configs: { 'Access key': 'somebody-elses' } });
    const stale = await house.sollist('apply', 'plan.json');
    expect([stale.code, writesTo(wawi)]).toEqual([3, []]);
    expect(stale.stdout).toContain('`Access key` of Ebay (Shop) of default has changed');
    await change(wawi, { configs: { 'Access key': 'key-from-2019' } });
    const applied = await house.sollist('apply', 'plan.json');
    expect([applied.code, writesTo(wawi).length]).toEqual([0, 1]);
    expect((await liveSync(wawi, 'default', 'Ebay', 'Shop')).values['Access key']).toBe('in-clear');
    expect(applied.stdout + (await house.read('.sollist/journal.jsonl'))).not.toMatch(
      /key-from-2019|in-clear/,
    );
    await house.write({ 'syncs/a.yaml': ebay.replace('{ env: EBAY_KEY }', 'another') });
    const before = readJson((await house.sollist('plan', '--output', 'json')).stdout, 'plan');
    await house.write({ 'syncs/a.yaml': ebay.replace('{ env: EBAY_KEY }', 'one more') });
    const after = readJson((await house.sollist('plan', '--output', 'json')).stdout, 'plan');
    expect(before.changes[0]?.fields).toMatchObject([{ secret: true, cause: 'git' }]);
    expect(after.id).not.toBe(before.id);
  });

  test('does not care for later edits of the files, nor for what else has changed in Wawi', async ({
    house,
  }) => {
    const wawi = await saved(house);
    await rm(join(house.path, 'syncs'), { recursive: true });
    await change(wawi, { interval: '00:45:00' }, 'Amazon');
    await change(wawi, { configs: { 'Update stock': 'false' } });
    expect((await house.sollist('apply', 'plan.json')).code).toBe(0);
    const amazon = await liveSync(wawi, 'default', 'Amazon');
    expect(amazon.interval).toBe('00:45:00');
  });

  test('is refused where what it touches has changed since, and names it', async ({ house }) => {
    const wawi = await saved(house);
    await change(wawi, { interval: '00:33:00', configs: { 'Access key': 'somebody-elses' } });
    const applied = await house.sollist('apply', 'plan.json', '--output', 'json');
    expect(applied.code).toBe(3);
    expect(writesTo(wawi)).toEqual([]);
    const { refusals, result } = readJson(applied.stdout, 'plan');
    expect(result).toBe('refused');
    expect(refusals?.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'stale: the interval of Ebay (Shop) of default has changed since the plan was saved',
      'stale: `Access key` of Ebay (Shop) of default has changed since the plan was saved',
    ]);
  });

  test('is refused where the sync is gone', async ({ house }) => {
    const wawi = await saved(house);
    await control(wawi, 'DELETE', '/tenants/default/syncs/Ebay?salesChannel=Shop');
    const applied = await house.sollist('apply', 'plan.json', '--output', 'json');
    expect(applied.code).toBe(3);
    const { id, summary, refusals } = readJson(applied.stdout, 'plan');
    expect(refusals?.map(({ message }) => message)).toEqual(['Ebay (Shop) of default is gone']);
    expect([summary.syncs, summary.inSync]).toEqual([1, 0]);
    expect(id).toBe(JSON.parse(await house.read('plan.json')).id);
  });

  test('is refused where an option is of another type now, and says which', async ({ house }) => {
    const wawi = await saved(house);
    const { tenants } = (await control(wawi, 'GET', '/state')) as { tenants: [{ syncs: object[] }] };
    const syncs = JSON.stringify(tenants[0].syncs).replaceAll('"type":"bool"', '"type":"Int32"');
    await control(wawi, 'PUT', '/tenants/default', JSON.parse(syncs));
    const applied = await house.sollist('apply', 'plan.json');
    expect([applied.code, writesTo(wawi)]).toEqual([3, []]);
    expect(applied.stdout).toContain(
      '`Create orders` of Ebay (Shop) of default has the type Int32 now, not bool',
    );
  });

  test('is refused where the tenant is not configured any more', async ({ house }) => {
    const wawi = await saved(house);
    const settings = await house.read('sollist.yaml');
    await house.write({ 'sollist.yaml': settings.replace('  default:', '  other:') });
    const applied = await house.sollist('apply', 'plan.json');
    expect([applied.code, writesTo(wawi)]).toEqual([3, []]);
    expect(applied.stdout).toContain(
      'refused: the tenant default of the saved plan is not among those that are worked on [stale]',
    );
  });

  test('is refused where the name of the tenant leads to another one', async ({ house }) => {
    house.env.EBAY_KEY = 'canary-new-key';
    const wawi = await house.wawi({ tenants: [{ name: 'live' }, { name: 'copy' }] });
    await house.write({ 'syncs/ebay.yaml': `tenant: live\n${ebay}` });
    await house.sollist('plan', '--out', 'plan.json');
    const settings = await house.read('sollist.yaml');
    const [live, copy] = wawi.tenants.map(({ tenantId }) => tenantId);
    const swapped = settings.replace(live!, 'x').replace(copy!, live!).replace('x,', `${copy},`);
    await house.write({ 'sollist.yaml': swapped });
    const applied = await house.sollist('apply', 'plan.json');
    expect([applied.code, writesTo(wawi)]).toEqual([3, []]);
    expect(applied.stdout).toContain('the tenant live has another tenant id than when the plan was saved');
  });

  test('goes with SOLLIST_TENANT as long as it touches no other tenant', async ({ house }) => {
    house.env.SOLLIST_TENANT = 'a';
    house.env.EBAY_KEY = 'canary-new-key';
    const wawi = await house.wawi({ tenants: [{ name: 'a' }, { name: 'b' }] });
    await house.write({ 'syncs/ebay.yaml': `tenants: all\n${ebay}` });
    await house.sollist('plan', '--out', 'plan.json');
    house.env.SOLLIST_TENANT = 'b';
    expect((await house.sollist('apply', 'plan.json')).code).toBe(3);
    expect(writesTo(wawi)).toEqual([]);
    house.env.SOLLIST_TENANT = 'a';
    expect((await house.sollist('apply', 'plan.json')).code).toBe(0);
    expect(writesTo(wawi).map(({ tenant }) => tenant)).toEqual(['a']);
  });

  const edits: Record<string, (text: string) => string> = {
    'was edited': (text) => text.replace('PT5M', 'PT6M'),
    'lost a change': (text) => {
      const { changes: _, ...rest } = JSON.parse(text);
      return JSON.stringify({ ...rest, changes: [] });
    },
    'was cut off': (text) => text.slice(0, text.length / 2),
    'is of another major version': (text) => text.replace('"formatVersion": "1.0"', '"formatVersion": "2.0"'),
    'lost what it is about, and was sealed anew': (text) => {
      const { checksum: _, ...rest } = JSON.parse(text);
      for (const field of rest.changes[0].fields) delete field.option;
      const seal = createHash('sha256').update(JSON.stringify(rest)).digest('hex');
      return JSON.stringify({ ...rest, checksum: `sha256:${seal}` });
    },
    'is something else': () => '{"formatVersion": "1.0"}',
    'is empty': () => '',
    'is null': () => 'null',
  };
  for (const [what, edit] of Object.entries(edits)) {
    test(`is refused where the file ${what}`, async ({ house }) => {
      const wawi = await saved(house);
      const text = await house.read('plan.json');
      await writeFile(join(house.path, 'plan.json'), edit(text));
      const applied = await house.sollist('apply', 'plan.json');
      expect([applied.code, writesTo(wawi)]).toEqual([3, []]);
      expect(applied.stdout).toContain('refused: the saved plan');
    });
  }

  test('that is not there is an error', async ({ house }) => {
    await house.wawi();
    const applied = await house.sollist('apply', 'nowhere.json');
    expect(applied.code).toBe(1);
    expect(applied.stdout).toContain('nowhere.json does not exist');
  });

  test('is held to the safety rules, which --allow-changes lifts', async ({ house }) => {
    const wawi = await saved(house);
    const refused = await house.sollist('apply', 'plan.json', '--max-changes', '0');
    expect([refused.code, writesTo(wawi)]).toEqual([3, []]);
    expect(refused.stdout).toContain('--allow-changes 1');
    const applied = await house.sollist('apply', 'plan.json', '--max-changes', '0', '--allow-changes', '1');
    expect(applied.code).toBe(0);
  });

  test('fetches the secret again, and says so where it cannot', async ({ house }) => {
    const wawi = await saved(house);
    delete house.env.EBAY_KEY;
    const failed = await house.sollist('apply', 'plan.json');
    expect([failed.code, writesTo(wawi)]).toEqual([1, []]);
    expect(failed.stdout).toContain('the variable EBAY_KEY is not set');
    house.env.EBAY_KEY = 'rotated';
    expect((await house.sollist('apply', 'plan.json')).code).toBe(0);
    expect((await liveSync(wawi, 'default', 'Ebay', 'Shop')).values['Access key']).toBe('rotated');
  });

  test('is not saved while there are problems', async ({ house }) => {
    await house.wawi();
    await house.write({ 'syncs/a.yaml': 'sync: { name: Nope }\ninterval: 5m\n' });
    const plan = await house.sollist('plan', '--out', 'plan.json');
    expect(plan.code).toBe(1);
    expect(await house.files()).not.toContain('plan.json');
  });
});
