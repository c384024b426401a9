import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { ExplainJson } from '../../src/generated/explain.ts';
import { urlOf } from '../support/daemon.ts';
import { callsTo, commitAll, control, type House, readJson, test } from '../support/product.ts';

const acme = { name: 'acme' };
const globex = { name: 'globex' };
const shop = 'sync: { name: Ebay, salesChannel: Shop }\n';
const called = 'Ebay (Shop)';

/** Two tenants whose Ebay was corrected from a commit with an author. */
async function corrected(house: House) {
  const wawi = await house.wawi({ tenants: [acme, globex] }, 'timezone: Europe/Berlin\n');
  await house.write({
    'syncs/all/ebay.yaml': `tenants: all\n${shop}interval: 20m\nwindows:\n  - { start: "0 0 * * *", duration: 1d, interval: 5m }\n`,
    'syncs/globex/ebay.yaml': `${shop}interval: 7m\nconfigs: { Create orders: true, Items per run: 100 }\n`,
  });
  const commit = commitAll(house.path, { author: 'Anna Weber', subject: 'Night shift' });
  await house.sollist('apply');
  return { wawi, commit };
}

describe.concurrent('explain', () => {
  test('says who wants what, who wrote it last, and how often others have changed it', async ({
    house,
    expect,
  }) => {
    const { wawi, commit } = await corrected(house);
    await control(wawi, 'PUT', `/tenants/acme/syncs/Ebay?salesChannel=Shop`, { interval: '00:45:00' });
    const { code, stdout } = await house.sollist('explain', `acme/${called}`, 'interval');
    const lines = stdout.split('\n');
    expect(lines.slice(0, 2)).toEqual(['acme / Ebay (Shop)', '  interval  5m    Wawi has 45m ✗']);
    expect(lines[2]).toMatch(/^ {4}▸ 5m {3}syncs\/all\/ebay\.yaml:5 {3}window .*, open/);
    expect(lines[3]).toMatch(/^ {6}20m {2}syncs\/all\/ebay\.yaml:3 {3}all; (overridden|from .* again)$/);
    expect(lines[4]).toMatch(
      new RegExp(
        `^ {4}written \\d+ (s|min) ago by ${commit.slice(0, 7)} Anna Weber "Night shift"; changed by others 1 time in 30 days$`,
      ),
    );
    expect(code).toBe(0);
  });

  test('asks nobody where that was asked for, and needs no credentials', async ({ house, expect }) => {
    const { wawi } = await corrected(house);
    const before = callsTo(wawi).length;
    delete house.env.JTL_CLIENT_SECRET;
    const offline = await house.sollist('explain', `globex/${called}`, '--offline');
    expect(offline.stdout).toMatch(/^ {2}interval +7m +Wawi was not asked$/m);
    expect(offline.stdout).toContain('Anna Weber');
    const online = await house.sollist('explain', `globex/${called}`);
    expect(online.stdout).toContain('JTL_CLIENT_SECRET is not set');
    expect(online.stdout).toContain('syncs/globex/ebay.yaml:2');
    expect([offline.code, online.code, callsTo(wawi).length]).toEqual([0, 1, before]);
  });

  test('tells of several tenants what differs first, and of an unmanaged sync what there is', async ({
    house,
    expect,
  }) => {
    await corrected(house);
    const matrix = await house.sollist('explain', called, 'interval');
    expect(matrix.stdout.split('\n').slice(0, 2)).toEqual(['Ebay (Shop) on 2 tenants', '  interval']);
    expect(matrix.stdout).toMatch(/✓ 7m {3}syncs\/globex\/ebay\.yaml:2 {3}on 1 tenant: globex/);
    const { code, stdout } = await house.sollist('explain', 'acme/Amazon');
    expect(stdout).toMatch(/^acme \/ Amazon.*\n {2}unmanaged: /);
    expect(stdout).toMatch(/^ {2}interval +Wawi has 20m$/m);
    expect([code, matrix.code]).toEqual([0, 0]);
    const left = await house.sollist('explain', `acme/${called}`, '-o', 'json');
    const { syncs } = readJson(left.stdout, 'explain');
    expect(syncs).toMatchObject([{ tenant: 'acme', unmanaged: false, answered: true }]);
  });

  test.for([
    [1, 'unknown-tenant', ['acne/Ebay'], 'did you mean `acme`?'],
    [1, 'unknown-sync', ['acme/Ebey'], 'did you mean `Ebay`?'],
    [1, 'unknown-field', [`acme/${called}`, 'Intervall'], 'did you mean `interval`?'],
    [1, 'ambiguous-sync', ['acme/Ebay'], 'say which: `Ebay (Shop)`, '],
    [64, '', [`acme/${called}`, '--at', 'soon'], 'is no time'],
    [64, '', ['/Ebay'], 'names no sync'],
    [64, '', [`acme/${called}`, '--tenant', 'globex'], '--tenant does not go with'],
    [64, '', [], "missing required argument 'sync'"],
  ] as const)('exits with %d, %s, for %j', async ([code, problem, args, words], { house, expect }) => {
    await house.wawi({ tenants: [acme, globex] });
    await house.write({ 'syncs/ebay.yaml': `tenants: all\n${shop}interval: 10m\n` });
    const ended = await house.sollist('explain', ...args);
    expect(ended.code).toBe(code);
    expect(code === 64 ? ended.stderr : ended.stdout).toContain(words);
    if (code === 64) return expect(ended.stdout).toBe('');
    const { stdout } = await house.sollist('explain', ...args, '-o', 'json');
    expect(readJson(stdout, 'explain').problems).toMatchObject([{ code: problem }]);
  });

  test('shows what documents want of a tenant that does not answer, and the problems of a bad tree', async ({
    house,
    expect,
  }) => {
    const { wawi } = await corrected(house);
    await control(wawi, 'DELETE', '/tenants/globex');
    const { code, stdout } = await house.sollist('explain', called, 'interval');
    expect(stdout).toMatch(/\? 7m, Wawi unknown {3}syncs\/globex\/ebay\.yaml:2/);
    expect(stdout).toMatch(/^✗ globex: /m);
    await house.write({ 'syncs/bad.yaml': 'interval: [\n' });
    const bad = await house.sollist('explain', called);
    expect(bad.stdout).toMatch(/^syncs\/bad\.yaml:.*error: .*\[yaml\]$/m);
    expect([code, bad.code]).toEqual([1, 1]);
  });
});

/** What a plan would say of the same fields. */
function driftIn({ fields }: ExplainJson) {
  return fields
    .filter(({ status }) => status === 'OutOfSync')
    .map(({ tenant, field, option, live, wanted, chain }) => ({
      ...{ tenant, field, option: option?.name },
      ...{ before: live, after: wanted, line: chain[0]!.origin.line },
    }));
}

test('explain, the daemon and plan agree, at this moment and at another', async ({ house, expect }) => {
  const { wawi } = await corrected(house);
  const change = { interval: '00:45:00', configs: { 'Create orders': 'false', 'Items per run': '7' } };
  for (const tenant of ['acme', 'globex'])
    await control(wawi, 'PUT', `/tenants/${tenant}/syncs/Ebay?salesChannel=Shop`, change);
  await appendFile(join(house.path, 'syncs/globex/ebay.yaml'), 'mode: observe\n');
  await appendFile(join(house.path, 'syncs/all/ebay.yaml'), 'mode: observe\n');
  house.env.SOLLIST_SCHEDULE = '0 0 29 2 *';
  const running = house.start('run', '--listen', '127.0.0.1:0', '-o', 'json');
  const url = await urlOf(running);
  await running.until('the first pass', () => running.lines() > 0);

  const at = new Date(Date.now() + 86_400_000).toISOString();
  for (const moment of [undefined, at]) {
    const more = moment === undefined ? [] : ['--at', moment];
    const told = readJson((await house.sollist('explain', called, '-o', 'json', ...more)).stdout, 'explain');
    const query = new URLSearchParams({ sync: called, ...(moment !== undefined && { at: moment }) });
    const served = await (await fetch(`${url}/api/v1/explain?${query}`)).text();
    const { at: _, ...here } = told;
    const { at: __, ...there } = readJson(served, 'explain');
    expect(there).toEqual(here);
    expect(told.fields.map(({ held, status }) => status === 'Unmanaged' || held?.rule)).toContain('observed');
    if (moment !== undefined) continue;

    const plan = readJson((await house.sollist('plan', '-o', 'json')).stdout, 'plan');
    const planned = plan.changes.flatMap(({ tenant, fields }) =>
      fields.map(({ field, option, before, after, origin }) => ({
        ...{ tenant, field, option: option?.name, before, after, line: origin.line },
      })),
    );
    expect(planned.length).toBeGreaterThan(2);
    expect(driftIn(told)).toEqual(planned);
  }
});
