import { spawn } from 'node:child_process';
import { cp, rename, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe } from 'vitest';
import {
  callsTo,
  control,
  type House,
  holdWrites,
  liveSync,
  main,
  once,
  type Running,
  readJson,
  settingsFor,
  test,
  writesTo,
} from '../support/product.ts';
import { root } from '../support/program.ts';
import { putClock } from '../support/putClock.ts';

const ebay = 'sync: { name: Ebay, salesChannel: Shop }\n';
const never = '0 0 29 2 *';
const everySecond = '* * * * * *';

describe.concurrent('run', () => {
  test('shows a newcomer what differed, that it was corrected and proven, and what to try next', async ({
    house,
    expect,
  }) => {
    await cp(join(root, 'syncs'), join(house.path, 'syncs'), { recursive: true });
    await cp(join(root, 'sollist.yaml'), join(house.path, 'sollist.yaml'));
    const running = house.start('run', '--emulator', '--listen', '127.0.0.1:0');
    await running.until('it makes suggestions', () => running.stderr().includes('behind its back'));
    const { stdout, stderr } = { stdout: running.stdout(), stderr: running.stderr() };
    expect(stdout).toMatch(/^acme \/ Ebay \(Shop\) +syncs\/acme\/ebay\.yaml:3\n {2}✓ interval +10m → 5m$/m);
    expect(stdout).toMatch(/^Apply: \d+ syncs corrected \(\d+ values\) and verified/m);
    expect(stdout).toContain('[observed only]');
    expect(stderr).toContain('EMULATOR');
    expect(stderr).toContain('change a value in a file below syncs/');

    const [, path] = /curl -X PUT (\S+) -d/.exec(stderr.replaceAll('\\"', '"'))!;
    await (await fetch(path!, { method: 'PUT', body: '{"interval": "00:45:00"}' })).json();
    const text = await house.read('syncs/acme/amazon.yaml');
    await house.write({ 'syncs/acme/amazon.yaml': text.replace('20m', '7m') });
    await running.until(
      'both are mended',
      () => /20m → 7m/.test(running.stdout()) && /45m → 30m/.test(running.stdout()),
    );
    running.signal('SIGINT');
    expect((await running.ended).code).toBe(0);
    expect(await house.files()).not.toContain('.sollist/journal.jsonl');
  });

  test('picks up a file that was edited, replaced, added or removed', async ({ house, expect }) => {
    const { wawi, running } = await started(house, everySecond);
    const interval = async () => (await liveSync(wawi, 'default', 'Ebay', 'Shop')).interval;
    await running.until('the first pass', async () => (await interval()) === '00:05:00');
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 6m\n` });
    await running.until('the edit is in force', async () => (await interval()) === '00:06:00');
    await house.write({ 'syncs/.a.yaml.swp': `${ebay}interval: 7m\n` });
    await rename(join(house.path, 'syncs/.a.yaml.swp'), join(house.path, 'syncs/a.yaml'));
    await running.until('the replacement is in force', async () => (await interval()) === '00:07:00');
    await house.write({ 'syncs/new/b.yaml': 'tenant: default\nsync: { name: Amazon }\ninterval: 8m\n' });
    await running.until(
      'the new file is in force',
      async () => (await liveSync(wawi, 'default', 'Amazon')).interval === '00:08:00',
    );
    await rm(join(house.path, 'syncs/new'), { recursive: true });
    const looksTwice = async (what: string) => {
      const before = callsTo(wawi).length;
      await running.until(`two looks after ${what}`, () => callsTo(wawi).length > before + 1);
    };
    await looksTwice('the removal'); // a pass that was under way may still know the file
    await control(wawi, 'PUT', '/tenants/default/syncs/Amazon', { interval: '00:09:00' });
    await looksTwice('a change that no document is about');
    await end(running);
    expect(writesTo(wawi)).toHaveLength(4);
    expect(logged(running, 'pass finished').some(({ reasons }) => /files/.test(String(reasons)))).toBe(true);
    expect(callsTo(wawi).filter((call) => call === 'TOKEN')).toHaveLength(1);
  });

  test('corrects on the schedule what was changed behind its back', async ({ house, expect }) => {
    const { wawi, running } = await started(house, everySecond);
    await running.until('the first pass', () => writesTo(wawi).length === 1);
    await control(wawi, 'PUT', '/tenants/default/syncs/Ebay?salesChannel=Shop', { interval: '02:00:00' });
    await running.until('it is corrected', () => writesTo(wawi).length === 2);
    await running.until('it is told', () => running.stdout().includes('2h → 5m   (changed in Wawi since '));
    await end(running);
    expect((await liveSync(wawi, 'default', 'Ebay', 'Shop')).interval).toBe('00:05:00');
    const passes = logged(running, 'pass finished');
    expect(passes[0]).toMatchObject({ reasons: 'start' });
    expect(passes.at(-1)!.reasons).toContain('schedule');
  });

  test('stays up with a bad file, says so once, enforces what was good last, and says when it is mended', async ({
    house,
    expect,
  }) => {
    const { wawi, running } = await started(house, everySecond);
    await running.until('the first pass', () => writesTo(wawi).length === 1);
    await house.write({ 'syncs/b.yaml': 'sync: { name: Amazon }\nintervall: 5m\n' });
    await running.until('the problem is told', () => running.stdout().includes('unknown key `intervall`'));
    await control(wawi, 'PUT', '/tenants/default/syncs/Ebay?salesChannel=Shop', { interval: '02:00:00' });
    await running.until('the old one is still enforced', () => writesTo(wawi).length === 2);
    await house.write({ 'syncs/b.yaml': 'sync: { name: Amazon }\ninterval: 5m\n' });
    await running.until('the mended file is in force', () => writesTo(wawi).length === 3);
    await running.until('it is told', () => running.stderr().includes('good again'));
    await end(running);
    expect(running.stdout().match(/unknown key `intervall`/g)).toHaveLength(1);
    expect(running.stdout()).toContain('syncs/b.yaml:2:1: error');
  });

  test('stays up where the files are bad from the start, and sends nothing until they are mended', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi();
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5\n` });
    const running = launch(house, everySecond);
    await running.until('the problem is told', () => running.stdout().includes('has no unit'));
    expect(wawi.requests).toEqual([]);
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
    await running.until('the mended file is in force', () => writesTo(wawi).length === 1);
    await end(running);
  });

  test('outlives a folder that vanishes and comes back', async ({ house, expect }) => {
    const { wawi, running } = await started(house, everySecond);
    await running.until('the first pass', () => writesTo(wawi).length === 1);
    await rename(join(house.path, 'syncs'), join(house.path, 'gone'));
    await running.until('it is told', () => running.stdout().includes('syncs does not exist'));
    await house.write({ 'gone/a.yaml': `${ebay}interval: 9m\n` });
    await rename(join(house.path, 'gone'), join(house.path, 'syncs'));
    await running.until('it is in force', () => writesTo(wawi).length === 2);
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 11m\n` });
    await running.until('an edit is in force', () => writesTo(wawi).length === 3);
    await end(running);
    expect(writesTo(wawi).at(-1)!.body).toEqual({ interval: '00:11:00' });
  });

  test('reads nothing of a tree that git is still at work in, whatever wakes it', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi();
    const both = (interval: string) => ({
      'syncs/a.yaml': `${ebay}interval: ${interval}\n`,
      'syncs/b.yaml': `sync: { name: Amazon }\ninterval: ${interval}\n`,
    });
    await house.write({ ...both('5m'), '.git/HEAD': '', '.git/index.lock': '' });
    const running = launch(house, everySecond);
    await running.until('it runs', () => running.stderr().includes('sollist runs'));
    expect(wawi.requests).toEqual([]);
    await rm(join(house.path, '.git/index.lock'));
    await running.until('the first pass', () => writesTo(wawi).length === 2);
    await house.write({ '.git/index.lock': '', 'syncs/a.yaml': both('6m')['syncs/a.yaml'] });
    running.signal('SIGHUP');
    const twoPeriodsLater = Date.now() + 2_000;
    await running.until('the schedule has woken it too', () => Date.now() > twoPeriodsLater);
    await house.write(both('6m'));
    expect(writesTo(wawi)).toHaveLength(2);
    await rm(join(house.path, '.git/index.lock'));
    await running.until('both are in force', () => writesTo(wawi).length === 4);
    await end(running);
  });

  test('takes new settings from sollist.yaml while it runs', async ({ house, expect }) => {
    const one = await house.wawi();
    const other = await house.emulator();
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
    const running = launch(house, everySecond);
    await running.until('the first pass', () => writesTo(one).length === 1);
    await house.write({ 'sollist.yaml': settingsFor(other) });
    await running.until('the other server is corrected', () => writesTo(other).length === 1);
    await end(running);
    expect(writesTo(one)).toHaveLength(1);
  });

  test('notifies as the last good sollist.yaml says, also of the one that is bad', async ({
    house,
    expect,
  }) => {
    const told: string[] = [];
    const hook = await house.serve((request, response) => {
      request.setEncoding('utf8').on('data', (text) => told.push(JSON.parse(text).type));
      request.on('end', () => response.end());
    });
    const good = `${settingsFor(await house.wawi())}notifications: [{ webhook: "${hook}/" }]\n`;
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n`, 'sollist.yaml': good });
    const running = launch(house, never);
    await running.until('the correction is notified', () => told.length === 1);
    await house.write({ 'sollist.yaml': `${good}tenants: [` });
    await running.until('the bad file is notified', () => told.length === 2);
    await house.write({ 'sollist.yaml': good });
    await running.until('its end is notified', () => told.length === 3);
    await end(running);
    expect(told.map((type) => type.split('.').slice(-2).join('.'))).toEqual([
      'drift.corrected',
      'tree.bad',
      'tree.recovered',
    ]);
  });

  test('does one pass at a time, and folds the wakes that come meanwhile', async ({ house, expect }) => {
    const wawi = await house.wawi();
    let [now, most] = [0, 0];
    const gate = once();
    const url = await house.between(wawi, {
      async hold() {
        most = Math.max(most, ++now);
        await gate.happened;
      },
      change: () => void now--,
    });
    await house.write({
      'sollist.yaml': settingsFor({ ...wawi, url }),
      'syncs/a.yaml': `${ebay}interval: 5m\n`,
    });
    const running = launch(house, everySecond);
    await running.until('a pass is under way', () => now === 1);
    running.signal('SIGHUP');
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 6m\n` });
    running.signal('SIGHUP');
    gate.happen();
    await running.until('the edit is in force', () => writesTo(wawi).length === 2);
    await end(running);
    expect(most).toBe(1);
    expect(logged(running, 'pass finished')[1]!.reasons).toContain('signal');
  });

  test('finishes the request in flight on SIGTERM, sends no more, writes the journal and ends with 0', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi();
    const { url, arrived, open } = await holdWrites(house, wawi);
    await house.write({
      'sollist.yaml': settingsFor({ ...wawi, url }),
      'syncs/a.yaml': `${ebay}interval: 5m\n---\nsync: { name: Otto }\ninterval: 5m\n`,
    });
    const running = launch(house, never);
    await arrived;
    await running.interrupt('SIGTERM');
    open();
    const { code, stdout } = await running.ended;
    expect(code).toBe(0);
    expect(stdout).toContain('1 sync corrected (1 value) and verified, 1 not attempted');
    expect(writesTo(wawi)).toHaveLength(1);
    const journal = await house.read('.sollist/journal.jsonl');
    expect(journal.match(/"outcome":"applied"/g)).toHaveLength(1);
  });

  test('writes at its end what the journal could not take before', async ({ house, expect }) => {
    await house.write({ '.sollist': 'in the way of the folder' });
    const { running } = await started(house, never);
    await running.until('it is told', () => running.stderr().includes('the journal cannot be written'));
    await running.until('the pass has ended', () => logged(running, 'pass finished').length === 1);
    await rm(join(house.path, '.sollist'));
    await end(running);
    expect((await house.read('.sollist/journal.jsonl')).match(/"outcome":"applied"/g)).toHaveLength(1);
  });

  test('is not thrown out of its orderly end by a SIGHUP', async ({ house, expect }) => {
    const [arrival, gate] = [once(), once()];
    const hook = await house.serve((_, response) => {
      arrival.happen();
      void gate.happened.then(() => response.end());
    });
    const settings = settingsFor(await house.wawi());
    await house.write({
      'syncs/a.yaml': `${ebay}interval: 5m\n`,
      'sollist.yaml': `${settings}notifications: [{ webhook: "${hook}/" }]\n`,
    });
    const running = launch(house, never);
    await arrival.happened;
    const { listen } = logged(running, 'sollist runs')[0]!;
    running.signal('SIGTERM');
    const isServed = () => fetch(`${listen}/healthz`).then(Boolean, () => false);
    await running.until('it is about to end', async () => !(await isServed()));
    running.signal('SIGHUP');
    gate.happen();
    expect(await running.ended).toMatchObject({ code: 0, signal: null });
  });

  test('ends in an orderly way, yet not well, where nobody reads what it says any more', async ({
    house,
    expect,
  }) => {
    await house.wawi();
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
    const args = ['run', '--schedule', everySecond, '--listen', '127.0.0.1:0', '--output', 'json'];
    const child = spawn(process.execPath, [main, ...args], { cwd: house.path, env: house.env });
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(1);
    expect(said).toContain('sollist has stopped');
  });

  test('ends with 0 at once where it is stopped while it waits, or while it reads', async ({
    house,
    expect,
  }) => {
    const { wawi, running } = await started(house, never);
    await running.until('the first pass', () => logged(running, 'pass finished').length === 1);
    const { listen } = logged(running, 'sollist runs')[0]!;
    const stream = await fetch(`${listen}/api/v1/events`);
    running.signal('SIGTERM');
    expect((await running.ended).code).toBe(0);
    await expect(stream.text()).rejects.toThrow();

    const arrival = once();
    const url = await house.between(wawi, {
      hold() {
        arrival.happen();
        return new Promise<void>(() => {});
      },
    });
    await house.write({ 'sollist.yaml': settingsFor({ ...wawi, url }) });
    const reading = launch(house, never);
    await arrival.happened;
    reading.signal('SIGTERM');
    const { code, stderr } = await reading.ended;
    expect(code).toBe(0);
    expect(stderr).not.toContain('is a bug');
  });

  test('outlives more connections than it has file descriptors', async ({ house, expect }) => {
    await house.wawi();
    const args = [process.execPath, main, 'run', '--schedule', everySecond, '--listen', '127.0.0.1:0'];
    const few = ['-c', 'ulimit -n 64 && exec "$@"', 'sh', ...args];
    const child = spawn('/bin/sh', few, { cwd: house.path, env: house.env });
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    const ended = new Promise((resolve) => child.once('close', resolve));
    await expect.poll(() => said).toMatch(/"listen":"/);
    const [, url = ''] = /"listen":"(http:[^"]+)"/.exec(said)!;
    const sockets = Array.from({ length: 80 }, () => connect(Number(new URL(url).port), '127.0.0.1'));
    for (const socket of sockets)
      socket
        .on('error', () => {})
        .resume()
        .write('GET /api/v1/events HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await expect.poll(() => sockets.filter(({ closed }) => closed).length).toBeGreaterThan(0);
    for (const socket of sockets) socket.destroy();
    await expect.poll(async () => (await fetch(`${url}/healthz`).catch(() => undefined))?.status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(said).not.toContain('is a bug');
  });

  test('goes on where the reader of stdout hangs, and ends with 0 when it is stopped', async ({
    house,
    expect,
  }) => {
    await house.wawi();
    const odd = Array.from({ length: 300 }, (_, number) => `sync: { name: "${number}" }\ninterval: 5m\n`);
    await house.write({ 'syncs/a.yaml': odd.join('---\n') });
    const running = launch(house, everySecond, '--output', 'json');
    running.stall();
    // Each gives about as much as a pipe holds.
    await running.until('passes go on', () => logged(running, 'pass finished').length > 2);
    running.signal('SIGTERM');
    expect(await running.ended).toMatchObject({ code: 0, signal: null });
  });

  test('keeps its pace where the clock is put back and forward, and has the windows of the new time', async ({
    house,
    expect,
  }) => {
    const hour = 3_600_000;
    const put = (by: number) => rename(join(house.path, `clock${by}`), join(house.path, 'clock'));
    const open = new Date(Date.now() - hour).toISOString().slice(11, 16).split(':');
    const window = `{ start: "${open[1]} ${open[0]} * * *", duration: 2h, interval: 7m }`;
    const clocks = Object.fromEntries([0, -5 * hour, hour / 2].map((by) => [`clock${by}`, String(by)]));
    await house.write({ 'clock.cjs': putClock, ...clocks });
    await put(0);
    Object.assign(house.env, {
      NODE_OPTIONS: `--require ${join(house.path, 'clock.cjs')}`,
      CLOCK_FILE: join(house.path, 'clock'),
      TZ: 'UTC',
    });
    const { wawi, running } = await started(house, everySecond);
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\nwindows: [${window}]\n` });
    const isAt = async (interval: string) =>
      (await liveSync(wawi, 'default', 'Ebay', 'Shop')).interval === interval;
    await running.until('the window is in force', () => isAt('00:07:00'));
    await put(-5 * hour);
    await running.until('it is not open yet', () => isAt('00:05:00'));
    await put(hour / 2);
    await running.until('it is open again', () => isAt('00:07:00'));
    const before = logged(running, 'pass finished').length;
    await running.until('it keeps its pace', () => logged(running, 'pass finished').length > before + 1);
    const { listen } = logged(running, 'sollist runs')[0]!;
    expect((await fetch(`${listen}/healthz`)).status).toBe(200);
    await end(running);
    expect(logged(running, 'the clock was put back by 5h')).toHaveLength(1);
    expect(logged(running, 'the clock was put forward by 5h30m')).toHaveLength(1);
  });

  test('answers on /healthz', async ({ house, expect }) => {
    const { running } = await started(house, everySecond);
    await running.until('the first pass', () => logged(running, 'pass finished').length > 0);
    const { listen } = logged(running, 'sollist runs')[0]!;
    const response = await fetch(`${listen}/healthz`);
    expect(response.status).toBe(200);
    expect(readJson(await response.text(), 'health')).toMatchObject({ alive: true });
    expect((await fetch(`${listen}/healthz`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${listen}/nothing-here`)).status).toBe(404);
    const { host } = new URL(listen as string);
    const second = await house.sollist('run', '--listen', host, '--state-dir', 'elsewhere');
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(
      /127\.0\.0\.1:\d+ is in use \[listen\]\n {2}hint: choose another with --listen/,
    );
    const third = await house.sollist(
      'run',
      '--output',
      'json',
      '--listen',
      host,
      '--state-dir',
      'elsewhere',
    );
    const [line = '', rest] = third.stdout.split('\n');
    expect([readJson(line, 'plan'), rest]).toMatchObject([{ problems: [{ code: 'listen' }] }, '']);
    await end(running);
    await expect(fetch(`${listen}/healthz`)).rejects.toThrow();
  });

  test('prints one JSON document a pass with --output json', async ({ house, expect }) => {
    const { wawi, running } = await started(house, everySecond, '--output', 'json');
    await running.until('two passes', () => running.stdout().split('\n').length > 3);
    await end(running);
    const documents = running
      .stdout()
      .trimEnd()
      .split('\n')
      .map((line) => readJson(line, 'plan'));
    expect(documents[0]).toMatchObject({ result: 'applied', changes: [{ outcome: 'applied' }] });
    expect(documents[1]).toMatchObject({ result: 'inSync', changes: [] });
    expect(writesTo(wawi)).toHaveLength(1);
  });

  test('reports a refused pass, stays up, and tries again when it may', async ({ house, expect }) => {
    const wawi = await house.wawi();
    const settings = await house.read('sollist.yaml');
    await house.write({
      'sollist.yaml': `${settings}safety: { maxChanges: 0 }\n`,
      'syncs/a.yaml': `${ebay}interval: 5m\n`,
    });
    const running = launch(house, everySecond);
    await running.until('it is told', () => running.stdout().includes('Refused. Nothing was written.'));
    expect(writesTo(wawi)).toEqual([]);
    await house.write({ 'sollist.yaml': `${settings}safety: { maxChanges: 1 }\n` });
    await running.until('it may', () => writesTo(wawi).length === 1);
    await end(running);
    const { stdout } = await house.sollist('history', '--output', 'json');
    const { records }: { records: readonly Record<string, unknown>[] } = JSON.parse(stdout);
    expect(records.map(({ kind, result, outcome }) => [kind, result ?? outcome])).toEqual([
      ['pass', 'refused'],
      ['change', 'applied'],
    ]);
  });

  test('writes a refused plan once it is approved by the beginning of its id, and only that once', async ({
    house,
    expect,
  }) => {
    const tenants = ['acme', 'globex'];
    const wawi = await house.wawi({ tenants: tenants.map((name) => ({ name })) });
    const settings = await house.read('sollist.yaml');
    await house.write({
      'sollist.yaml': `${settings}safety: { maxChanges: 1, maxTenants: 1 }\n`,
      'syncs/a.yaml': `tenants: all\n${ebay}interval: 5m\n`,
    });
    house.env.SOLLIST_TOKEN = 'let-me';
    const running = launch(house, never);
    const refused = () => logged(running, 'pass finished').filter(({ result }) => result === 'refused');
    await running.until('it is refused', () => refused().length === 1);
    expect(running.stdout()).toMatch(/\[max-changes\][\s\S]*\[max-tenants\]/);
    const [, beginning = ''] = /sollist approve ([\da-f]{12})/.exec(running.stdout())!;
    const approve = () => house.sollist('approve', beginning, '--url', String(listen));
    const { listen } = logged(running, 'sollist runs')[0]!;
    expect(writesTo(wawi)).toEqual([]);

    expect(await approve()).toMatchObject({ code: 0, stdout: expect.stringContaining(beginning) });
    await running.until('it is written', () => logged(running, 'pass finished').length === 2);
    expect(
      writesTo(wawi)
        .map(({ tenant }) => tenant)
        .sort(),
    ).toEqual(tenants);
    expect(await approve()).toMatchObject({ code: 3, stdout: '' });

    // To mend this is the same plan again, which was approved once and is not any more.
    for (const tenant of tenants)
      await control(wawi, 'PUT', `/tenants/${tenant}/syncs/Ebay?salesChannel=Shop`, { interval: '02:00:00' });
    running.signal('SIGHUP');
    await running.until('it is refused again', () => refused().length === 2);
    await end(running);
    expect(writesTo(wawi)).toHaveLength(2);
    const { stdout } = await house.sollist('history', '--output', 'json');
    const { records }: { records: readonly Record<string, unknown>[] } = JSON.parse(stdout);
    const applied = ['applied', expect.any(String)];
    const told = records.map(({ result, outcome, approvedAt }) => [result ?? outcome, approvedAt]);
    expect(told).toEqual([['refused', undefined], applied, applied, ['refused', undefined]]);
  });

  test('corrects the tenants that answer, and the others once they do', async ({ house, expect }) => {
    const wawi = await house.wawi({ tenants: [{ name: 'acme' }, { name: 'globex' }] });
    await control(wawi, 'DELETE', '/tenants/globex'); // its calls get 403
    await house.write({ 'syncs/a.yaml': `tenants: all\n${ebay}interval: 5m\n` });
    const running = launch(house, everySecond);
    await running.until('one is corrected', () => writesTo(wawi).length === 1);
    await running.until('the other is told', () => /✗ 1: globex: .*\[forbidden\]/.test(running.stdout()));
    await control(wawi, 'PUT', '/tenants/globex', { tenantId: wawi.tenants[1]!.tenantId });
    running.signal('SIGHUP'); // whoever mended it need not wait until it is tried again
    await running.until('the other is corrected', () => writesTo(wawi).length === 2);
    await end(running);
    expect(writesTo(wawi).map(({ tenant }) => tenant)).toEqual(['acme', 'globex']);
  });

  test('never calls it in sync where no tenant answers, nor where all of them back off', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({ tenants: [{ name: 'acme' }] });
    await control(wawi, 'DELETE', '/tenants/acme');
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
    const running = launch(house, everySecond, '--output', 'json');
    await running.until('two passes', () => running.stdout().split('\n').length > 2);
    await end(running);
    const [failed, resting] = running
      .stdout()
      .split('\n', 2)
      .map((line) => readJson(line, 'plan'));
    expect(failed).toMatchObject({ result: 'incomplete', summary: { tenants: 1, failures: 1 } });
    expect(resting).toMatchObject({ result: 'incomplete', summary: { tenants: 1, failures: 0, resting: 1 } });
    expect(running.stderr()).toMatch(/"result":"incomplete"/);
    expect(running.stderr()).not.toMatch(/"result":"inSync"/);
    const { records } = JSON.parse((await house.sollist('history', '--output', 'json')).stdout);
    expect(records).toMatchObject([{ kind: 'pass', result: 'incomplete' }]);
  });

  test('needs no network and no credentials to run with --emulator, whatever the settings say', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi();
    delete house.env.JTL_CLIENT_SECRET;
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
    const running = launch(house, never, '--emulator');
    await running.until('the first pass', () => running.stdout().includes('✓ interval   10m → 5m'));
    await end(running);
    expect(wawi.requests).toEqual([]);
  });

  test('forgets what was done to an emulator before, and touches nothing else in the state directory', async ({
    house,
    expect,
  }) => {
    const old = '{"nothing":"of ours"}\n';
    await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n`, 'emulator/journal.jsonl': old });
    await house.write({ 'emulator/mine.txt': 'mine' });
    const running = launch(house, never, '--emulator', '--state-dir', '.');
    await running.until('the first pass', () => running.stdout().includes('✓ interval   10m → 5m'));
    await end(running);
    expect(await house.read('emulator/mine.txt')).toBe('mine');
    expect(await house.read('emulator/journal.jsonl')).not.toContain(old);
  });
});

/** A daemon for one sync that is to run every five minutes, and a Wawi where it does every ten. */
async function started(house: House, schedule: string, ...flags: readonly string[]) {
  const wawi = await house.wawi();
  await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
  return { wawi, running: launch(house, schedule, ...flags) };
}

function launch(house: House, schedule: string, ...flags: readonly string[]): Running {
  return house.start('run', '--schedule', schedule, '--listen', '127.0.0.1:0', ...flags);
}

async function end(running: Running): Promise<void> {
  running.signal('SIGTERM');
  const { code, stderr } = await running.ended;
  if (code !== 0) throw new Error(`ended with ${code}:\n${stderr}`);
}

/** The lines of the log with this message. */
function logged(running: Running, message: string): readonly Record<string, unknown>[] {
  const lines = running.stderr().split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === message);
}
