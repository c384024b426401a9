import { readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe } from 'vitest';
import { callsTo, control, type House, type Running, test, writesTo } from '../support/product.ts';

const ebay = 'sync: { name: Ebay, salesChannel: Shop }\n';
const never = '0 0 29 2 *';

describe.concurrent('one daemon at a time', () => {
  test('a second one says so and ends; a command beside it is fine', async ({ house, expect }) => {
    const running = await started(house);
    const second = await house.sollist('run', '--listen', '127.0.0.1:0');
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/another daemon uses \.sollist \[state-dir-taken\]\n {2}hint: /);
    expect((await house.sollist('apply')).code).toBe(0);
    running.signal('SIGTERM');
    expect((await running.ended).code).toBe(0);
  });

  test('one that was killed blocks nobody, and the next starts at once', async ({ house, expect }) => {
    const running = await started(house);
    const lock = join(house.path, '.sollist/daemon.lock');
    const [before] = [readlinkSync(lock)];
    await running.end();
    expect(readlinkSync(lock)).toBe(before);
    const next = launch(house);
    await passed(next);
    expect(readlinkSync(lock)).not.toBe(before);
    expect(next.stderr()).not.toContain('looks for some seconds');
    await next.end();
    // As after a power failure, or of a container that is gone: its process may not be looked for here.
    unlinkSync(lock);
    symlinkSync('elsewhere:1:1:a:1', lock);
    await passed(launch(house));
  });
});

describe.concurrent('a state directory that cannot be written', () => {
  test('stops nobody, is told everywhere once, and so is its end', async ({ house, expect }) => {
    const notices = await aWebhook(house);
    await house.write({ '.sollist': 'a file, where a folder should be' });
    const running = await started(house, '--output', 'json');
    await running.until('it is told', () => notices.types().length === 2);
    expect(notices.types()).toEqual(['drift.corrected', 'storage.failed']);
    const ready = await fetch(`${urlOf(running)}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([
      200,
      { ready: true, problems: [{ code: 'state-dir' }] },
    ]);
    const status = JSON.parse(
      (await house.sollist('status', '--url', urlOf(running), '--output', 'json')).stdout,
    );
    expect(status).toMatchObject({
      daemon: { ready: true, storage: { error: expect.stringMatching(/EEXIST|ENOTDIR/) } },
    });
    const { code, stdout } = await house.sollist('status', '--url', urlOf(running));
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/the state directory cannot be written .*\[state-dir\]\n {2}hint: make room/),
    ]);
    expect(await metric(running)).toBe('1');
    const once = await house.sollist('apply');
    expect([once.code, once.stderr.match(/the journal cannot be read/g)]).toMatchObject([0, { length: 1 }]);

    unlinkSync(join(house.path, '.sollist'));
    running.signal('SIGHUP');
    await running.until('it has recovered', () => notices.types().length === 3);
    expect(notices.types()[2]).toBe('storage.recovered');
    expect(await (await fetch(`${urlOf(running)}/readyz`)).json()).toEqual({ ready: true, problems: [] });
    expect(await metric(running)).toBe('0');
    expect(running.stderr().match(/the state directory cannot be written/g)).toHaveLength(1);
    expect(running.stderr().match(/the state directory can be written again/g)).toHaveLength(1);
    expect((await house.sollist('history')).stdout).toContain('10m → 5m');
  });
});

describe.concurrent('after a restart', () => {
  test('what lasts is told no more, and what has ended meanwhile is', async ({ house, expect }) => {
    const notices = await aWebhook(house);
    const observed = `${ebay}interval: 5m\nmode: observe\n`;
    const wawi = await house.wawi({}, hooks.get(house));
    await house.write({ 'syncs/a.yaml': observed });
    for (const round of [1, 2, 3]) {
      const running = await passed(launch(house));
      await running.until('it is known to be told', () => isTold(house));
      if (round === 2) running.signal('SIGTERM');
      else await running.end();
      await running.ended;
    }
    expect(notices.types()).toEqual(['drift.found']);
    await control(wawi, 'PUT', '/tenants/default/syncs/Ebay?salesChannel=Shop', { interval: '00:05:00' });
    await launch(house).until('its end is told', () => notices.events.length === 2);
    expect(notices.types()).toEqual(['drift.found', 'drift.ended']);
  });

  test('a sync that no document names is told once when it is new in Wawi, and when it goes', async ({
    house,
    expect,
  }) => {
    const notices = await aWebhook(house);
    const wawi = await house.wawi({ tenants: 4 }, hooks.get(house));
    const managed = `tenants: all\n${ebay}interval: 5m\n`;
    await house.write({ 'syncs/a.yaml': managed });
    const all = wawi.tenants.map(({ name }) => name);
    const everywhere = (method: string, path: string, body?: unknown) =>
      Promise.all(all.map((name) => control(wawi, method, `/tenants/${name}/syncs${path}`, body)));
    const told = () => notices.types().filter((type) => type !== 'drift.corrected');
    let running = await passed(launch(house));
    expect(told()).toEqual([]);

    await everywhere('POST', '', { syncName: 'Neu' });
    running.signal('SIGHUP');
    await running.until('it is told', () => told().length === 1);
    expect(notices.events.at(-1)).toMatchObject({
      type: 'dev.sollist.unmanaged.appeared',
      data: {
        summary: expect.stringMatching(/^Neu on 4 of 4 tenants: new in Wawi, and no document names it$/),
        syncs: { length: 4 },
      },
    });
    const status = await house.sollist('status', '--url', urlOf(running), '--unmanaged');
    expect(status.stdout).toMatch(/\n {2}Neu on 4 of 4 tenants\n {4}tenant-0001, /);
    expect((await house.sollist('plan', '--unmanaged')).stdout).toMatch(/\n {2}Neu on 4 of 4 tenants\n/);
    expect((await house.sollist('plan')).stdout).not.toContain('Neu');

    await running.end();
    running = await passed(launch(house));
    // One that a document begins or ceases to name has neither gone nor come.
    await house.write({
      'syncs/b.yaml': 'tenants: all\nsync: { name: Amazon, salesChannel: Amazon DE }\ninterval: 7m\n',
    });
    await running.until('it is managed', () => writesTo(wawi).length === 8);
    await house.write({ 'syncs/b.yaml': '' });
    await everywhere('DELETE', '/Neu');
    running.signal('SIGHUP');
    await running.until('its end is told', () => told().length === 2);
    expect(told()).toEqual(['unmanaged.appeared', 'unmanaged.gone']);
    const { stdout } = await house.sollist('history');
    expect(stdout).toContain('Neu');
    expect(running.stderr()).toContain('syncs that no document named are gone from Wawi');
  });

  test('a sync that nobody runs any more is told of once, and once when it runs again, whoever reads its status', async ({
    house,
    expect,
  }) => {
    const notices = await aWebhook(house);
    const wawi = await house.wawi({ tenants: 3 }, hooks.get(house));
    await house.write({ 'syncs/a.yaml': `tenants: all\n${ebay}interval: 5m\n` });
    const all = wawi.tenants.map(({ name }) => name);
    const setEverywhere = (body: unknown) =>
      Promise.all(all.map((name) => control(wawi, 'PUT', `/tenants/${name}/syncs/Amazon`, body)));
    await setEverywhere({ state: 7, lastSync: '2020-01-01T00:00:00Z' });
    const told = () => notices.types().filter((type) => type !== 'drift.corrected');
    // A round for those of whom nobody asks takes a seventh of it.
    const watching = ['--schedule', '* * * * * *', '--stopped-for', '1s'];
    let running = launch(house, ...watching);
    await running.until('all are told of', () => told().length > 0 && haltedIn(notices.events).size === 3);
    expect(new Set(told())).toEqual(new Set(['sync.halted']));
    const status = await house.sollist('status', '--url', urlOf(running));
    expect(status.code).toBe(0);
    expect(status.stdout).toMatch(/\n {2}Amazon \(Amazon DE\) on 3 of 3 tenants: stopped for \d+d/);
    expect(await metric(running, 'sollist_halted_syncs{tenant="tenant-0001"}')).toBe('1');

    await running.end();
    const before = told().length;
    running = launch(house, ...watching);
    const passes = () => running.stderr().match(/pass finished/g)?.length ?? 0;
    await running.until('they are read again', () => passes() > 3);
    expect(told()).toHaveLength(before);
    await setEverywhere({ state: 3 });
    await running.until('their end is told', () => told().at(-1) === 'sync.recovered');
    expect(callsTo(wawi)).not.toContain('PUT');
  });

  test('what could not be sent is sent, once, under the same id', async ({ house, expect }) => {
    const notices = await aWebhook(house);
    notices.hook.answers = false;
    const running = await started(house);
    await running.until('it is on its way', () => notices.hook.asked.length > 0);
    await running.end();
    notices.hook.answers = true;
    const next = launch(house);
    await next.until('it is known to have arrived', () => isTold(house));
    await next.end();
    await (await passed(launch(house))).end();
    expect(notices.types()).toEqual(['drift.corrected']);
    expect(notices.events[0]!.id).toBe(notices.hook.asked[0]);
  });

  test.for<[string, string, string]>([
    ['documents', 'syncs/a.yaml', 'sync: [\n'],
    ['settings', 'sollist.yaml', 'tenants: [\n'],
  ])(
    'the files that were good last stay in force while the %s are bad',
    async ([, file, bad], { house, expect }) => {
      const wawi = await house.wawi();
      await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
      await (await passed(launch(house))).end();
      await control(wawi, 'PUT', '/tenants/default/syncs/Ebay?salesChannel=Shop', { interval: '00:45:00' });
      await house.write({ [file]: bad });
      const running = await passed(launch(house));
      expect(writesTo(wawi)).toHaveLength(2);
      const ready = await fetch(`${urlOf(running)}/readyz`);
      expect([ready.status, await ready.json()]).toMatchObject([503, { problems: [{ origin: { file } }] }]);
      expect(running.stderr()).toContain('the files are bad; what was good last stays in force');
      const { stdout } = await house.sollist('status', '--url', urlOf(running));
      expect(stdout).toMatch(/in force: tree [0-9a-f]{12} for/);
    },
  );

  test('what is damaged, or was read elsewhere, is not enforced', async ({ house, expect }) => {
    const wawi = await house.wawi();
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
    await (await passed(launch(house))).end();
    const kept = await house.read('.sollist/last-good.json');
    await house.write({ 'syncs/a.yaml': 'sync: [\n', 'others/a.yaml': 'sync: [\n' });
    await (await passed(launch(house, '--syncs', 'others'))).end();
    await house.write({ '.sollist/last-good.json': kept.replace('interval: 5m', 'interval: 7m') });
    const running = await passed(launch(house));
    expect(running.stderr()).toContain('damaged, or of another version');
    expect(running.stderr()).toContain('there are no good ones to enforce yet');
    expect(writesTo(wawi)).toHaveLength(1);
  });
});

/** Nothing waits to be sent, as far as is known on disk. */
async function isTold(house: House): Promise<boolean> {
  const text = await house.read('.sollist/memory.json').catch(() => '');
  return text.includes('"unsent":[]}');
}

/** Collects what it is told, and adds itself to what `house.wawi` will say. */
async function aWebhook(house: House) {
  const events: {
    readonly id: string;
    readonly type: string;
    readonly data?: { readonly syncs?: readonly { readonly tenant: string }[] };
  }[] = [];
  const hook = { answers: true, asked: [] as string[] };
  const url = await house.serve(async (request, response) => {
    const event = JSON.parse(await text(request));
    hook.asked.push(event.id);
    if (!hook.answers) return;
    events.push(event);
    response.writeHead(202).end();
  });
  hooks.set(house, `notifications: [{ webhook: "${url}" }]\n`);
  return { hook, events, types: () => events.map(({ type }) => type.replace('dev.sollist.', '')) };
}

const hooks = new WeakMap<House, string>();

function urlOf(running: Running): string {
  return /"listen":"([^"]+)"/.exec(running.stderr())![1]!;
}

async function metric(
  running: Running,
  series = 'sollist_state_directory_failing',
): Promise<string | undefined> {
  const lines = (await (await fetch(`${urlOf(running)}/metrics`)).text()).split('\n');
  return lines.find((line) => line.startsWith(`${series} `))?.slice(series.length + 1);
}

/** The tenants of which it was told that a sync does not run. */
function haltedIn(events: readonly { readonly data?: { readonly syncs?: readonly { tenant: string }[] } }[]) {
  return new Set(events.flatMap(({ data }) => data?.syncs?.map(({ tenant }) => tenant) ?? []));
}

/** A daemon whose first pass is over, for one sync that is to run every five minutes. */
async function started(house: House, ...flags: readonly string[]): Promise<Running> {
  await house.wawi({}, hooks.get(house));
  await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
  return passed(launch(house, ...flags));
}

function launch(house: House, ...flags: readonly string[]): Running {
  return house.start('run', '--schedule', never, '--listen', '127.0.0.1:0', ...flags);
}

async function passed(running: Running): Promise<Running> {
  await running.until('the first pass', () => running.stderr().includes('pass finished'));
  return running;
}
