import { describe } from 'vitest';
import {
  callsTo,
  commitAll,
  control,
  deadUrl,
  type House,
  holdWrites,
  liveSync,
  readJson,
  settingsFor,
  test,
  writesTo,
} from '../support/product.ts';

const ebay = 'sync: { name: Ebay, salesChannel: Shop }\n';
const amazon = 'sync: { name: Amazon }\n';
const three = ['a', 'b', 'c'].map((name) => ({ name }));

describe.concurrent('apply', () => {
  test('sends one request for each sync that differs, with exactly the fields that differ, and proves it', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi();
    const before = await liveSync(wawi, 'default', 'Ebay', 'Shop');
    await house.write({
      'syncs/ebay.yaml': `${ebay}interval: 5m\nconfigs: { Create orders: true, Items per run: 200, Update stock: true, Price markup: "2,5" }\n`,
      'syncs/amazon.yaml': `${amazon}interval: 20m\nconfigs: { Orders per request: 50 }\n`,
      'syncs/shop.yaml': 'sync: { name: JTL-Shop }\ninterval: 1d2h\n',
    });
    const { code, stdout, stderr } = await house.sollist('apply');
    expect(stdout).toBe(`default / Ebay (Shop)                                syncs/ebay.yaml:1
  ✓ interval        10m → 5m
  ✓ Create orders   false → true
  ✓ Price markup    1,5 → 2.5
default / JTL-Shop (Onlineshop)                      syncs/shop.yaml:1
  ✓ interval   5m → 1d2h
Apply: 2 syncs corrected (4 values) and verified, 1 in sync, 7 unmanaged.
`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const shop = await liveSync(wawi, 'default', 'JTL-Shop');
    expect(writesTo(wawi)).toEqual([
      {
        method: 'POST',
        path: `/v2/workers/${before.id}`,
        tenant: 'default',
        status: 200,
        body: {
          interval: '00:05:00',
          configs: [
            { identifier: before.optionId('Create orders'), value: 'true' },
            { identifier: before.optionId('Price markup'), value: '2.5' },
          ],
        },
      },
      {
        method: 'POST',
        path: `/v2/workers/${shop.id}`,
        tenant: 'default',
        status: 200,
        body: { interval: '1.02:00:00' },
      },
    ]);
    const again = await house.sollist('apply');
    expect(again).toMatchObject({
      code: 0,
      stdout: 'No changes. Wawi matches the configuration.\n3 in sync, 7 unmanaged.\n',
    });
    expect(callsTo(wawi)).toEqual(['TOKEN', 'GET', 'POST', 'POST', 'TOKEN', 'GET']);
  });

  test.for([
    ['2.1', 'configurations', 'timespan', '00:05:00'],
    ['2.3', 'configurations', 'iso', 'PT5M'],
    ['2.0', 'configs', 'iso', 'PT5M'],
  ] as const)(
    'speaks %s: options as %s, intervals as %s',
    async ([dialect, list, form, sent], { house, expect }) => {
      const wawi = await house.wawi({ dialect, intervalForm: form });
      const { optionId } = await liveSync(wawi, 'default', 'Ebay', 'Shop');
      await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\nconfigs: { Create orders: true }\n` });
      const { code } = await house.sollist('apply');
      expect(code).toBe(0);
      const options = [{ identifier: optionId('Create orders'), value: 'true' }];
      expect(writesTo(wawi)).toMatchObject([{ body: { interval: sent, [list]: options }, status: 200 }]);
    },
  );

  test('speaks 1.1 on-premise, in capitals and with the key', async ({ house, expect }) => {
    const wawi = await house.emulator({ dialect: '1.1', apiKey: 'k-4711-k' });
    const { id, optionId } = await liveSync(wawi, 'default', 'Ebay', 'Shop');
    Object.assign(house.env, { JTL_API_KEY: 'k-4711-k', JTL_BASE_URL: wawi.url });
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\nconfigs: { Create orders: true }\n` });
    expect((await house.sollist('apply')).code).toBe(0);
    const body = {
      Interval: '00:05:00',
      Configs: [{ Identifier: optionId('Create orders'), Value: 'true' }],
    };
    expect(writesTo(wawi)).toEqual([
      { method: 'POST', path: `/workers/${id}`, tenant: 'default', status: 200, body },
    ]);
  });

  test('speaks cloud 1.6 below /v1', async ({ house, expect }) => {
    const wawi = await house.wawi({ dialect: '1.6' });
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
    expect((await house.sollist('apply')).code).toBe(0);
    expect(writesTo(wawi)).toMatchObject([
      { path: expect.stringMatching(/^\/v1\/workers\//), body: { Interval: '00:05:00' } },
    ]);
  });

  test('sets a value to null over 2.1', async ({ house, expect }) => {
    const wawi = await house.wawi({ dialect: '2.1' });
    await house.write({ 'syncs/a.yaml': `${ebay}configs: { Access key: ~, Order number prefix: "" }\n` });
    const { stdout } = await house.sollist('apply');
    expect(stdout).toContain('✓ Access key            (secret) → null');
    expect((await liveSync(wawi, 'default', 'Ebay', 'Shop')).values).toMatchObject({
      'Access key': null,
      'Order number prefix': '',
    });
    expect((await house.sollist('plan')).stdout).toContain('No changes.');
  });

  test('writes nothing where one tenant of three shows a problem, and corrects the others', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({ tenants: three });
    await control(wawi, 'DELETE', '/tenants/b/syncs/Payments');
    await house.write({
      'syncs/1.yaml': 'tenants: all\nsync: { name: Payments }\ninterval: 5m\n',
      'syncs/2.yaml': `tenants: all\n${ebay}interval: 7m\n`,
    });
    const text = await house.sollist('plan');
    expect(text.code).toBe(1);
    expect(text.stdout).toContain(
      'Plan: 4 syncs to change (4 values) on 2 of 3 tenants, 0 in sync, 1 blocked, ',
    );
    expect(text.stdout).toMatch(/^b \/ Ebay \(Shop\) \[not written: problems\] /m);
    expect(text.stdout).toMatch(
      /hint: removed in Wawi\? .*\n1 problem on 1 of 3 tenants: nothing is written there\.\n$/,
    );

    const saved = await house.sollist(
      'plan',
      '--out',
      'plan.json',
      '--output',
      'json',
      '--detailed-exitcode',
    );
    expect(saved.code).toBe(1);
    expect(readJson(saved.stdout, 'plan')).toMatchObject({
      result: 'incomplete',
      summary: { changes: 4, blocked: 1, problems: 1 },
      problems: [{ code: 'unknown-sync', tenant: 'b' }],
    });
    const { code, stdout } = await house.sollist('apply', '--output', 'json');
    expect(code).toBe(1);
    const { result, changes } = readJson(stdout, 'plan');
    expect(result).toBe('incomplete');
    expect(changes.map(({ tenant, blocked, outcome }) => [tenant, blocked, outcome])).toEqual([
      ['a', undefined, 'applied'],
      ['a', undefined, 'applied'],
      ['b', true, 'notAttempted'],
      ['c', undefined, 'applied'],
      ['c', undefined, 'applied'],
    ]);
    const writes = writesTo(wawi).length;
    const again = await house.sollist('apply', 'plan.json', '--output', 'json');
    expect([again.code, readJson(again.stdout, 'plan').result, writesTo(wawi).length]).toEqual([
      0,
      'inSync',
      writes,
    ]);
  });

  test('says what did not take where the server answers 200 and does nothing', async ({ house, expect }) => {
    const wawi = await house.wawi({ faults: [{ kind: 'ignored', rate: 1, times: 1 }] });
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n`, 'syncs/b.yaml': `${amazon}interval: 5m\n` });
    const { code, stdout } = await house.sollist('apply', '--output', 'json');
    expect(code).toBe(1);
    const { changes, result } = readJson(stdout, 'plan');
    expect(result).toBe('incomplete');
    expect(changes).toMatchObject([
      {
        outcome: 'notConverged',
        attempts: 1,
        error: { code: 'not-converged' },
        residual: [{ before: 'PT20M' }],
      },
      { outcome: 'applied', attempts: 1 },
    ]);
    expect(callsTo(wawi)).toEqual(['TOKEN', 'GET', 'POST', 'POST', 'GET']);
  });

  test.for([
    ['2.0', '2.1'],
    ['2.1', '2.0'],
  ] as const)(
    'names the version as a cause where it is set to %s and the server is %s',
    async ([ours, theirs], { house, expect }) => {
      const wawi = await house.emulator({ dialect: theirs });
      house.env.JTL_CLIENT_SECRET = wawi.clientSecret;
      await house.write({
        'sollist.yaml': settingsFor({ ...wawi, dialect: ours }),
        'syncs/a.yaml': `${ebay}interval: 5m\nconfigs: { Create orders: true }\n`,
      });
      const { code, stdout } = await house.sollist('apply');
      expect(code).toBe(1);
      expect(stdout).toMatch(/not converged: .* 1 of 2 values did not take/);
      expect(stdout).toMatch(new RegExp(`hint: .*${theirs.replace('.', '\\.')}`));
      expect(await liveSync(wawi, 'default', 'Ebay', 'Shop')).toMatchObject({
        interval: '00:05:00',
        values: { 'Create orders': 'false' },
      });
    },
  );

  test('believes a new list where the answer is empty', async ({ house, expect }) => {
    const wawi = await house.wawi();
    const url = await house.between(wawi, {
      change: ({ method }) => (method === 'POST' ? { status: 200, body: '' } : undefined),
    });
    await house.write({
      'sollist.yaml': settingsFor({ ...wawi, url }),
      'syncs/a.yaml': `${ebay}interval: 5m\n`,
    });
    const { code, stdout } = await house.sollist('apply');
    expect(stdout).toContain('✓ interval   10m → 5m');
    expect(code).toBe(0);
    expect(callsTo(wawi).slice(-2)).toEqual(['POST', 'GET']);
  });

  test('corrects the other tenants where one cannot be reached, and ends with 1', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({ tenants: three });
    house.env.KEY = 'some-key-for-gone';
    const gone = `  gone: { api: { baseUrl: "${await deadUrl()}" }, auth: { apiKey: { env: KEY } } }\n`;
    await house.write({
      'sollist.yaml': settingsFor(wawi) + gone,
      'syncs/a.yaml': `tenants: all\n${ebay}interval: 5m\n`,
    });
    const { code, stdout } = await house.sollist('apply', '--output', 'json');
    const { failures, changes } = readJson(stdout, 'plan');
    expect(code).toBe(1);
    expect(failures).toMatchObject([{ tenant: 'gone', code: 'unreachable' }]);
    expect(changes.map(({ tenant, outcome }) => [tenant, outcome])).toEqual([
      ['a', 'applied'],
      ['b', 'applied'],
      ['c', 'applied'],
    ]);
    expect(writesTo(wawi)).toHaveLength(3);
  });

  test('goes on after a sync that the server refuses, and gives its reason', async ({ house, expect }) => {
    const wawi = await house.wawi();
    await house.write({
      'syncs/a.yaml': `${amazon}interval: 1s\n`, // Amazon's shortest is two minutes
      'syncs/b.yaml': `${ebay}interval: 5m\n`,
    });
    const { code, stdout } = await house.sollist('apply');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /✗ interval {3}20m → 1s\n(?:.*\n)*.*✗ .*failed: .*shortest interval of Amazon is 00:02:00.*\[rejected\]/,
    );
    expect(stdout).toMatch(/✓ interval {3}10m → 5m/);
    expect(stdout).toMatch(/^Apply: 1 sync corrected \(1 value\) and verified, 1 failed, /m);
    expect(writesTo(wawi).map(({ status }) => status)).toEqual([422, 200]);
  });

  test('reads again after a 409, and tries once more', async ({ house, expect }) => {
    const [once, always] = await Promise.all([
      house.emulator({ faults: [{ kind: '409', rate: 1, times: 1 }] }),
      house.emulator({ faults: [{ kind: '409', rate: 1 }] }),
    ]);
    house.env.JTL_CLIENT_SECRET = once.clientSecret;
    await house.write({
      'once.yaml': settingsFor(once),
      'always.yaml': settingsFor(always),
      'syncs/a.yaml': `${ebay}interval: 5m\n`,
    });
    const [good, bad] = await Promise.all(
      ['once', 'always'].map((name) =>
        house.sollist('apply', '--config', `${name}.yaml`, '--output', 'json', '--state-dir', name),
      ),
    );
    expect(callsTo(once)).toEqual(['TOKEN', 'GET', 'POST', 'GET', 'POST']);
    expect(callsTo(always)).toEqual(['TOKEN', 'GET', 'POST', 'GET', 'POST']);
    expect([good!.code, bad!.code]).toEqual([0, 1]);
    expect(readJson(good!.stdout, 'plan').changes).toMatchObject([{ outcome: 'applied', attempts: 2 }]);
    expect(readJson(bad!.stdout, 'plan').changes).toMatchObject([
      { outcome: 'failed', attempts: 2, error: { code: 'changed-meanwhile' } },
    ]);
  });

  test('sends the same body again after an answer that was lost, and gets a new token after a 401', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({
      faults: [
        { kind: 'lost', rate: 1, times: 1 },
        { kind: '401', rate: 1, times: 1 },
      ],
    });
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
    const { code, stdout } = await house.sollist('apply', '--output', 'json');
    expect(code).toBe(0);
    expect(readJson(stdout, 'plan').changes).toMatchObject([{ outcome: 'applied', attempts: 2 }]);
    expect(callsTo(wawi)).toEqual(['TOKEN', 'GET', 'TOKEN', 'GET', 'POST', 'POST']);
    const [first, second] = writesTo(wawi);
    expect(first!.body).toEqual(second!.body);
  });

  test('finishes the request in flight on Ctrl-C, sends no more, and tells what was not attempted', async ({
    house,
    expect,
  }) => {
    const { running, wawi } = await stoppedInTheMiddle(house, 'SIGINT');
    const { code, stdout } = await running.ended;
    const { changes, result, summary } = readJson(stdout, 'plan');
    expect({ code, result, changes: summary.changes }).toEqual({
      code: 130,
      result: 'incomplete',
      changes: 6,
    });
    expect(
      changes.map(({ tenant, sync, outcome, attempts }) => [tenant, sync.name, outcome, attempts]),
    ).toEqual([
      ['a', 'Amazon', 'applied', 1],
      ['a', 'Ebay', 'notAttempted', 0],
      ['b', 'Amazon', 'notAttempted', 0],
      ['b', 'Ebay', 'notAttempted', 0],
      ['c', 'Amazon', 'notAttempted', 0],
      ['c', 'Ebay', 'notAttempted', 0],
    ]);
    expect(writesTo(wawi)).toHaveLength(1);
  });

  test('reports in text as well, with 143 for SIGTERM', async ({ house, expect }) => {
    const { running } = await stoppedInTheMiddle(house, 'SIGTERM', 'text');
    const { code, stdout } = await running.ended;
    expect(code).toBe(143);
    expect(stdout).toContain('✓ interval   20m → 5m');
    expect(stdout).toMatch(/^Apply: 1 sync corrected \(1 value\) and verified, 5 not attempted, /m);
  });

  test('does the same when its terminal is closed, which sends SIGHUP several times and takes no report', async ({
    house,
    expect,
  }) => {
    const { running, wawi, open } = await stoppedInTheMiddle(house, 'SIGHUP', 'text', false);
    running.hangUp();
    await running.interrupt('SIGHUP');
    open();
    expect(await running.ended).toMatchObject({ code: 129, signal: null });
    expect(writesTo(wawi)).toHaveLength(1);
    expect(await changesIn(house)).toHaveLength(1);
  });

  test('ends at once on a second Ctrl-C', async ({ house, expect }) => {
    const { running, open } = await stoppedInTheMiddle(house, 'SIGINT', 'json', false);
    // Two at once may reach it as one, so it gets more until it has ended.
    const again = setInterval(() => running.signal('SIGINT'), 50);
    const { code } = await running.ended.finally(() => clearInterval(again));
    expect(code).toBe(130);
    open();
  });

  test('waits for no retry once it is stopped', async ({ house, expect }) => {
    const wawi = await house.wawi();
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
    await control(wawi, 'PUT', '/faults', '429=1:60');
    const running = house.start('apply', '--output', 'json');
    await running.until('it waits', () => running.stderr().includes('trying again'));
    running.signal('SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(130);
    readJson(stdout, 'plan');
    expect(writesTo(wawi)).toEqual([]);
  });

  test('has not attempted what waits for the quota when it is stopped', async ({ house, expect }) => {
    const wawi = await house.wawi({ quota: { limit: 1, intervalSeconds: 60, scope: 'tenant' } });
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n---\n${amazon}interval: 5m\n` });
    const running = house.start('apply', '--output', 'json', '--log-level', 'debug');
    await running.until('the second waits', () => running.stderr().includes('slowed down'));
    running.signal('SIGINT');
    const { code, stdout } = await running.ended;
    const { changes } = readJson(stdout, 'plan');
    expect([code, ...changes.map(({ outcome, error }) => [outcome, error])]).toEqual([
      130,
      ['applied', undefined],
      ['notAttempted', undefined],
    ]);
    expect(writesTo(wawi)).toHaveLength(1);
  });

  test('refuses a pass that changes more syncs than it may, and names the flag that allows it', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({ tenants: three }, 'safety: { maxChanges: 2 }\n');
    await house.write({ 'syncs/a.yaml': `tenants: all\n${ebay}interval: 5m\n` });
    const [text, json, tooFew] = await Promise.all([
      house.sollist('apply'),
      house.sollist('apply', '--output', 'json'),
      house.sollist('apply', '--allow-changes', '2'),
    ]);
    expect([text.code, json.code, tooFew.code]).toEqual([3, 3, 3]);
    expect(text.stdout).toContain('refused: 3 syncs would change, safety.maxChanges is 2');
    expect(text.stdout).toContain('--allow-changes 3');
    const { result, changes, refusals } = readJson(json.stdout, 'plan');
    expect(result).toBe('refused');
    expect(refusals).toMatchObject([{ code: 'max-changes' }]);
    expect(changes.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused']);
    expect(writesTo(wawi)).toEqual([]);
    expect((await house.sollist('apply', '--allow-changes', '3')).code).toBe(0);
    expect(writesTo(wawi)).toHaveLength(3);
  });

  test('refuses to change too large a share of a tenant, from ten managed syncs up', async ({
    house,
    expect,
  }) => {
    const syncs = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ syncName: `S${at}`, interval: '00:10:00' }));
    const wawi = await house.wawi({
      tenants: [
        { name: 'nine', syncs: syncs(9) },
        { name: 'ten', syncs: syncs(10) },
      ],
    });
    const documents = (managed: number, changed: number) =>
      syncs(managed)
        .map(({ syncName }, at) => `sync: { name: ${syncName} }\ninterval: ${at < changed ? 5 : 10}m\n`)
        .join('---\n');
    await house.write({ 'syncs/nine/a.yaml': documents(9, 9), 'syncs/ten/a.yaml': documents(10, 6) });
    const { code, stdout } = await house.sollist('apply');
    expect(code).toBe(3);
    expect(stdout).toContain('refused: 6 of 10 managed syncs of ten would change, safety.maxShare is 0.5');
    expect(stdout).toContain('--allow-changes 15');
    expect(writesTo(wawi)).toEqual([]);
    await house.write({ 'syncs/ten/a.yaml': documents(10, 5) });
    const { code: half } = await house.sollist('apply');
    expect(half).toBe(0);
    await house.write({
      'syncs/ten/a.yaml': documents(10, 10).replaceAll('5m', '7m').replaceAll('10m', '7m'),
    });
    expect((await house.sollist('apply')).code).toBe(3);
    expect((await house.sollist('apply', '--allow-changes', '10')).code).toBe(0);
  });

  test('never writes what is only observed or suspended, and ends with 0', async ({ house, expect }) => {
    const wawi = await house.wawi();
    await house.write({
      'syncs/a.yaml': `${ebay}interval: 5m\nmode: observe\n`,
      'syncs/b.yaml': `${amazon}interval: 5m\nsuspend: { reason: Freeze }\n`,
    });
    const { code, stdout } = await house.sollist('apply');
    expect(code).toBe(0);
    expect(stdout).toContain('[observed only]');
    expect(stdout).toContain('Nothing to correct');
    expect(writesTo(wawi)).toEqual([]);
  });

  test('tells what was changed in git from what was changed in Wawi', async ({ house, expect }) => {
    const wawi = await house.wawi();
    const write = (minutes: number, orders: boolean) =>
      house.write({
        'syncs/a.yaml': `${ebay}interval: ${minutes}m\nconfigs: { Create orders: ${orders} }\n`,
      });
    const causes = async () => {
      const { changes } = readJson((await house.sollist('plan', '--output', 'json')).stdout, 'plan');
      return changes.flatMap(({ fields }) => fields.map(({ cause }) => cause));
    };
    await write(5, true);
    const commit = commitAll(house.path);
    expect(await causes()).toEqual(['unknown', 'unknown']);
    expect((await house.sollist('apply')).code).toBe(0);
    await write(6, true);
    expect(await causes()).toEqual(['git']);
    await control(wawi, 'PUT', '/tenants/default/syncs/Ebay?salesChannel=Shop', {
      configs: { 'Create orders': false, 'Items per run': 9 },
    });
    expect(await causes()).toEqual(['git', 'live']);
    const { stdout } = await house.sollist('plan');
    expect(stdout).toMatch(
      /5m → 6m {3}\(changed in git since \S+ \d\d:\d\d\)\n.*false → true {3}\(changed in Wawi since \S+ \d\d:\d\d\)\n/,
    );
    const [{ time }] = (await changesIn(house)) as [{ time: string }];
    const { changes } = readJson((await house.sollist('plan', '--output', 'json')).stdout, 'plan');
    expect(changes[0]!.fields.map(({ since }) => since)).toEqual([time, time]);
    expect(await changesIn(house)).toMatchObject([
      {
        revision: commit,
        tenant: 'default',
        field: 'interval',
        before: 'PT10M',
        after: 'PT5M',
        outcome: 'applied',
      },
      { revision: commit, field: 'configs', before: 'false', after: 'true', outcome: 'applied' },
    ]);
    await house.sollist('plan', '--out', 'plan.json');
    const applied = readJson((await house.sollist('apply', 'plan.json', '--output', 'json')).stdout, 'plan');
    expect(applied.changes[0]!.fields.map(({ since }) => since)).toEqual([time, time]);
    expect((await changesIn(house)).at(-1)).toMatchObject({
      revision: `${commit}-dirty`,
      commit: { author: 't', subject: 'state' },
    });
  });

  test('goes on without a journal where none can be written, and says so', async ({ house, expect }) => {
    const wawi = await house.wawi();
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n`, state: 'a file' });
    const { code, stdout, stderr } = await house.sollist('apply', '--state-dir', 'state', '--output', 'json');
    expect(code).toBe(0);
    expect(readJson(stdout, 'plan').changes).toMatchObject([{ outcome: 'applied' }]);
    expect(stderr).toMatch(/"level":"warn".*journal cannot be written/);
    expect(writesTo(wawi)).toHaveLength(1);
  });

  test('is not misled by a journal that was cut short', async ({ house, expect }) => {
    const wawi = await house.wawi();
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
    await house.sollist('apply');
    const whole = await house.read('.sollist/journal.jsonl');
    const odd = ['null', '[]', '"text"', '{}', '{"outcome":"applied"}', '\u0000\u0000', whole.slice(0, 40)];
    await house.write({
      '.sollist/journal.jsonl': `${whole}${odd.join('\n')}`,
      'syncs/a.yaml': `${ebay}interval: 6m\n`,
    });
    const plan = await house.sollist('plan', '--output', 'json');
    expect(readJson(plan.stdout, 'plan').changes[0]?.fields[0]?.cause).toBe('git');
    expect((await house.sollist('apply')).code).toBe(0);
    await control(wawi, 'PUT', '/tenants/default/syncs/Ebay?salesChannel=Shop', { interval: '00:08:00' });
    const later = await house.sollist('plan', '--output', 'json');
    expect(readJson(later.stdout, 'plan').changes[0]?.fields[0]).toMatchObject({
      before: 'PT8M',
      cause: 'live',
    });
  });

  test('writes secrets, and shows them nowhere', async ({ house, expect }) => {
    const wawi = await house.wawi();
    house.env.EBAY_KEY = 'from-the-environment';
    await house.write({
      'syncs/a.yaml': `${ebay}configs:\n  Access key: { env: EBAY_KEY }\n  Order number prefix: { file: ../prefix }\n`,
      prefix: 'from-the-file\r\n',
    });
    const first = await house.sollist('apply');
    expect(first.stdout).toContain('✓ Access key            (secret) → (secret)');
    expect((await liveSync(wawi, 'default', 'Ebay', 'Shop')).values).toMatchObject({
      'Access key': 'from-the-environment',
      'Order number prefix': 'from-the-file',
    });
    const second = await house.sollist('plan');
    expect(second.stdout).toContain('No changes.');
    await control(wawi, 'PUT', '/tenants/default/syncs/Ebay?salesChannel=Shop', {
      configs: { 'Access key': 'by-hand' },
    });
    house.env.EBAY_KEY = 'from-the-environment-2';
    const third = await house.sollist('plan', '--output', 'json');
    const told = first.stdout + second.stdout + third.stdout + (await house.read('.sollist/journal.jsonl'));
    expect(readJson(third.stdout, 'plan').changes[0]?.fields[0]?.cause).toBe('git');
    expect(told).not.toMatch(/from-the|by-hand|key-from-2019/);
  });

  test('is done with 0 where everything is as it should be, by a single read', async ({ house, expect }) => {
    const wawi = await house.wawi({ tenants: three });
    await house.write({ 'syncs/a.yaml': `tenants: all\n${ebay}interval: 10m\n` });
    const { code, stdout } = await house.sollist('apply', '--output', 'json');
    expect(code).toBe(0);
    expect(readJson(stdout, 'plan')).toMatchObject({
      result: 'inSync',
      changes: [],
      summary: { tenants: 3, inSync: 3 },
    });
    expect(callsTo(wawi)).toHaveLength(4);
    expect(await house.files('.sollist')).toEqual([]);
  });
});

/** What the journal says was written, an entry for each value. */
async function changesIn(house: House): Promise<readonly unknown[]> {
  const lines = (await house.read('.sollist/journal.jsonl')).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line)).filter(({ field }) => field !== undefined);
}

/** Three tenants one after another, and the signal while the first write is under way. */
async function stoppedInTheMiddle(
  house: House,
  signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP',
  output = 'json',
  opens = true,
) {
  const wawi = await house.wawi({ tenants: three });
  const { url, arrived, open } = await holdWrites(house, wawi);
  await house.write({
    'sollist.yaml': `${settingsFor({ ...wawi, url })}concurrency: 1\n`,
    'syncs/a.yaml': `tenants: all\n${ebay}interval: 5m\n`,
    'syncs/b.yaml': `tenants: all\n${amazon}interval: 5m\n`,
  });
  const running = house.start('apply', '--output', output);
  await Promise.race([arrived, running.ended]);
  await running.interrupt(signal);
  if (opens) open();
  return { running, wawi, open };
}
