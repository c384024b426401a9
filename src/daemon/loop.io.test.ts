import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/support/clock.ts';
import {
  aQuietReport,
  bad,
  down,
  type FilesOfTest,
  someInputs,
  start,
} from '../../test/support/daemonInputs.ts';
import { minute } from '../../test/support/daemonState.ts';
import { createCalendar } from '../base/calendar.ts';
import { changesBetween, type LiveChange } from './live/changes.ts';
import { createDaemon, type DaemonOptions } from './loop.io.ts';
import { type DaemonState, isAlive, unreadiness } from './state.ts';
import { createWakes, type WakeReason } from './wakes.ts';

/** A daemon in a world of its own: the clock moves when it is told to, and each pass is written down. */
function aDaemon() {
  const wakes = createWakes();
  const stop = new AbortController();
  const passes: { reasons: readonly WakeReason[]; tenants: string[]; at: number }[] = [];
  /** When tenants that had failed were asked again. */
  const reached: { tenant: string; at: number }[] = [];
  const bugs: unknown[] = [];
  const changes: LiveChange[] = [];
  const clock = fakeClock(start);
  const jumps: number[] = [];
  const world = {
    get now() {
      return clock.now();
    },
    set now(at: number) {
      clock.pass(at - clock.now());
    },
    schedule: '*/5 * * * *',
    files: {} as FilesOfTest,
    down: new Set<string>(),
    /** Tenants that have not what the documents name. */
    unfit: new Set<string>(),
    bug: false,
    /** Nothing can be read, by a bug. */
    blocked: false,
    hangs: false,
    /** A secret cannot be read, say, so that nobody is asked. */
    blind: false,
    /** While the state directory is asked. */
    meanwhile: async () => {},
    alarm: 0,
    running: 0,
  };
  let finished = () => {};
  const expired: string[] = [];
  const options: DaemonOptions = {
    wakes,
    stop: stop.signal,
    calendar: createCalendar(),
    clock,
    random: () => 0,
    async load() {
      if (world.blocked) throw new Error('bug');
      return someInputs(world.files, world.schedule);
    },
    heard: () => new Map(),
    desireAgain: (tree) => someInputs({ hash: tree.hash }).desired,
    async storageTrouble() {
      await world.meanwhile();
      return undefined;
    },
    onStorage: () => {},
    onExpired: (approval) => expired.push(approval.planId),
    async correct({ tenants, pass: { reasons } }) {
      if (world.bug) throw new Error('bug');
      if (world.hangs) {
        finished();
        await new Promise(() => {});
      }
      world.running += 1;
      expect(world.running).toBe(1);
      passes.push({ reasons, tenants: tenants.map(({ name }) => name), at: world.now });
      await Promise.resolve();
      world.running -= 1;
      if (world.blind) return aQuietReport([], [], [bad]);
      const names = tenants.map(({ name }) => name);
      return aQuietReport(
        names.filter((name) => !world.down.has(name)),
        names.filter((name) => world.down.has(name)).map(down),
        names.filter((name) => world.unfit.has(name)).map((tenant) => ({ ...bad, tenant })),
      );
    },
    async reach({ name }) {
      reached.push({ tenant: name, at: world.now });
      if (!world.down.has(name)) return undefined;
      setImmediate(finished);
      if (world.hangs) await new Promise(() => {});
      return down(name);
    },
    onlyProblems: ({ problems }) => aQuietReport([], [], problems),
    setAlarm: (milliseconds) => {
      world.alarm = clock.now() + milliseconds;
    },
    onPass: async () => finished(),
    onState: (before, after) => changes.push(...changesBetween(before, after)),
    onJump: (by) => void jumps.push(by),
    onBug: (error) => {
      bugs.push(error);
      finished();
    },
  };
  const daemon = createDaemon(options);
  const passed = () => new Promise<void>((resolve) => (finished = () => setImmediate(resolve)));
  return {
    world,
    passes,
    reached,
    bugs,
    changes,
    wakes,
    clock,
    jumps,
    ring: daemon.ring,
    state: daemon.state,
    /** Starts it, and is there after the first pass. */
    async start() {
      const first = passed();
      void daemon.run();
      await first;
    },
    /** Lets the time of the alarm come. */
    async nextAlarm() {
      const next = passed();
      world.now = world.alarm;
      daemon.ring();
      await next;
      return passes.at(-1);
    },
    async wake(...reasons: WakeReason[]) {
      const next = passed();
      for (const reason of reasons) wakes.wake(reason);
      await next;
      return passes.at(-1);
    },
    stop: () => stop.abort(),
  };
}

describe('the daemon', () => {
  it('tells each change of what it knows, once', async () => {
    const daemon = aDaemon();
    await daemon.start();
    expect(daemon.changes.splice(0)).toEqual(['pass.began', 'pass.finished']);
    daemon.world.files = { problems: [bad] };
    await daemon.nextAlarm();
    expect(daemon.changes.splice(0)).toEqual(['pass.began', 'tree.bad', 'pass.finished']);
    daemon.world.files = {};
    daemon.world.down.add('acme');
    await daemon.nextAlarm();
    expect(daemon.changes.splice(0)).toEqual([
      'pass.began',
      'tree.recovered',
      'pass.finished',
      'tenant.failed',
    ]);
    daemon.world.down.clear();
    daemon.world.bug = true;
    await daemon.nextAlarm();
    expect(daemon.changes).toEqual(['tenant.recovered', 'pass.began', 'pass.failed']);
    daemon.stop();
  });

  it('passes at start, then on the schedule', async () => {
    const daemon = aDaemon();
    await daemon.start();
    expect(daemon.passes[0]).toEqual({ reasons: ['start'], tenants: ['acme', 'globex'], at: start });
    const second = await daemon.nextAlarm();
    expect(second).toMatchObject({ reasons: ['schedule'], at: Date.parse('2026-01-05T00:05:00Z') });
    daemon.stop();
  });

  it('folds wakes into one pass that knows all their reasons', async () => {
    const daemon = aDaemon();
    await daemon.start();
    const pass = await daemon.wake('files', 'schedule', 'files');
    expect(pass?.reasons).toEqual(['files', 'schedule']);
    expect(daemon.passes).toHaveLength(2);
    daemon.stop();
  });

  it('goes on with the last good tree while the files are bad, and is not ready meanwhile', async () => {
    const daemon = aDaemon();
    await daemon.start();
    daemon.world.files = { problems: [bad], hash: 'b' };
    await daemon.wake('files');
    expect(daemon.passes).toHaveLength(2);
    expect(daemon.state().inForce?.treeHash).toBe('a');
    expect(unreadiness(daemon.state())).toEqual([bad]);
    daemon.world.files = { hash: 'c' };
    await daemon.wake('files');
    expect(daemon.state().inForce?.treeHash).toBe('c');
    expect(unreadiness(daemon.state())).toEqual([]);
    daemon.stop();
  });

  it('stays up with a bad tree at start, asks nobody for anything, and looks again on the schedule', async () => {
    const daemon = aDaemon();
    daemon.world.files = { problems: [bad] };
    await daemon.start();
    expect(daemon.passes).toEqual([]);
    expect(unreadiness(daemon.state())).toEqual([bad]);
    daemon.world.files = {};
    await daemon.nextAlarm();
    expect(daemon.passes).toHaveLength(1);
    expect(unreadiness(daemon.state())).toEqual([]);
    daemon.stop();
  });

  it('leaves a tenant that fails alone for 30 s, 1 min … 15 min, and the others keep their pace', async () => {
    const daemon = aDaemon();
    daemon.world.down.add('acme');
    await daemon.start();
    while (daemon.world.now < start + 120 * minute) await daemon.nextAlarm();
    const asked = [start, ...daemon.reached.map(({ at }) => at)];
    const [, ...scheduled] = daemon.passes;
    expect(scheduled.map(({ reasons, tenants }) => [...reasons, ...tenants].join())).toEqual(
      Array(24).fill('schedule,globex'),
    );
    const gaps = asked.slice(1).map((at, index) => (at - asked[index]!) / 1000);
    expect(gaps.slice(0, 5)).toEqual([30, 60, 120, 240, 480]);
    expect(Math.max(...gaps)).toBe(900);
    daemon.stop();
  });

  it('keeps its pace for the others while one lets it wait for an answer for ever', async () => {
    const daemon = aDaemon();
    daemon.world.down.add('acme');
    await daemon.start();
    daemon.world.hangs = true;
    await daemon.nextAlarm();
    daemon.world.hangs = false;
    expect(await daemon.nextAlarm()).toMatchObject({ reasons: ['schedule'], tenants: ['globex'] });
    expect(await daemon.nextAlarm()).toMatchObject({ reasons: ['schedule'], tenants: ['globex'] });
    expect(daemon.reached).toHaveLength(1);
    daemon.stop();
  });

  it('looks at a tenant again as soon as it answers, and waits for none that does not', async () => {
    const daemon = aDaemon();
    daemon.world.down.add('acme');
    await daemon.start();
    daemon.world.down.clear();
    expect(await daemon.nextAlarm()).toMatchObject({ reasons: ['retry'], tenants: ['acme'] });
    expect(daemon.state().tenants.get('acme')?.failing).toBeUndefined();
    daemon.stop();
  });

  it('loses nothing of what comes to light while the state directory is asked', async () => {
    const daemon = aDaemon();
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    daemon.world.down.add('acme');
    await daemon.start();
    let isOver = false;
    daemon.world.meanwhile = async () => {
      daemon.world.meanwhile = async () => {};
      daemon.world.now += 30_000;
      daemon.ring();
      await turn();
      isOver = true;
    };
    await daemon.wake('files');
    while (!isOver) await turn();
    await turn();
    expect(daemon.reached).toHaveLength(1);
    expect(daemon.state().tenants.get('acme')?.failing?.times).toBe(2);
    daemon.stop();
  });

  it('asks one that answers no further where a problem keeps all passes from looking at it', async () => {
    const daemon = aDaemon();
    daemon.world.down.add('acme');
    await daemon.start();
    daemon.world.down.clear();
    daemon.world.blind = true;
    await daemon.nextAlarm();
    while (daemon.world.now < start + 20 * minute) await daemon.nextAlarm();
    expect(daemon.reached).toHaveLength(1);
    expect(daemon.passes.length).toBeLessThan(8);
    daemon.world.blind = false;
    expect((await daemon.nextAlarm())?.tenants).toEqual(['acme', 'globex']);
    expect(daemon.state().tenants.get('acme')?.failing).toBeUndefined();
    daemon.stop();
  });

  it('asks it at once where its documents or its address were edited, or somebody wants it', async () => {
    const daemon = aDaemon();
    daemon.world.down.add('acme');
    await daemon.start();
    expect((await daemon.wake('files'))?.tenants).toEqual(['globex']);
    daemon.world.files = { hash: 'edited', edit: 'globex' };
    expect((await daemon.wake('files'))?.tenants).not.toContain('nobody');
    daemon.world.files = { hash: 'again', edit: 'acme' };
    expect((await daemon.wake('files'))?.tenants).toContain('acme');
    daemon.world.files = { hash: 'again', edit: 'acme', baseUrl: 'http://127.0.0.1:1' };
    expect((await daemon.wake('files'))?.tenants).toContain('acme');
    expect((await daemon.wake('signal'))?.tenants).toEqual(['acme', 'globex']);
    expect((await daemon.wake('request'))?.tenants).toEqual(['acme', 'globex']);
    daemon.stop();
  });

  it('looks again at a tenant with problems, also for another that recovers, and is ready meanwhile', async () => {
    const daemon = aDaemon();
    daemon.world.down.add('acme');
    daemon.world.unfit.add('globex');
    await daemon.start();
    daemon.world.down.clear();
    expect(await daemon.nextAlarm()).toMatchObject({ reasons: ['retry'], tenants: ['acme', 'globex'] });
    expect(daemon.state().tenants.get('globex')!.problems).toEqual([{ ...bad, tenant: 'globex' }]);
    expect(unreadiness(daemon.state())).toEqual([]);
    daemon.stop();
  });

  it('survives a bug, and does not spin on it', async () => {
    const daemon = aDaemon();
    daemon.world.bug = true;
    await daemon.start();
    expect(daemon.bugs).toHaveLength(1);
    expect(daemon.world.alarm).toBeGreaterThan(start + minute);
    daemon.world.bug = false;
    await daemon.nextAlarm();
    expect(daemon.passes).toHaveLength(1);
    daemon.stop();
  });

  it('is alive until no pass has finished for three periods', async () => {
    const daemon = aDaemon();
    await daemon.start();
    const state: DaemonState = daemon.state();
    expect(isAlive({ ...state, now: start + 15 * minute })).toBe(true);
    expect(isAlive({ ...state, now: start + 15 * minute + 1 })).toBe(false);
    // A pass may wait half a minute for a worker, however short the period is.
    const short = {
      ...state,
      period: 5_000,
      nextPassAt: 0,
      pass: { ...state.lastPass!, startedAt: start, looked: new Set<never>() },
    };
    expect(isAlive({ ...short, now: start + minute })).toBe(true);
    expect(isAlive({ ...short, now: start + minute + 1 })).toBe(false);
    daemon.stop();
  });

  it('is not alive where the first pass never ends', async () => {
    const daemon = aDaemon();
    daemon.world.hangs = true;
    await daemon.start();
    daemon.world.now = start + 15 * minute;
    expect(isAlive(daemon.state())).toBe(true);
    daemon.world.now += 1;
    expect(isAlive(daemon.state())).toBe(false);
    daemon.stop();
  });

  it('is alive all through a night in which nothing is scheduled, and not for long after', async () => {
    const daemon = aDaemon();
    daemon.world.schedule = '0 8-18 * * *';
    await daemon.start();
    const morning = Date.parse('2026-01-05T08:00:00Z');
    expect(isAlive({ ...daemon.state(), now: morning + 60 * minute })).toBe(true);
    expect(isAlive({ ...daemon.state(), now: morning + 60 * minute + 1 })).toBe(false);
    daemon.stop();
  });

  it.each([-2 * 60 * minute, 2 * 60 * minute, 40 * 24 * 60 * minute])(
    'keeps its pace where the clock is put by %d ms, owes nothing for what was skipped, and tells of it once',
    async (by) => {
      const daemon = aDaemon();
      await daemon.start();
      await daemon.nextAlarm();
      const before = daemon.passes.length;
      daemon.clock.pass(2 * minute);
      daemon.clock.jump(by);
      daemon.ring();
      daemon.ring();
      expect(daemon.jumps).toEqual([by]);
      expect(daemon.passes).toHaveLength(before);
      expect(daemon.world.alarm - daemon.world.now).toBe(3 * minute);
      expect(await daemon.nextAlarm()).toMatchObject({ reasons: ['schedule'] });
      await daemon.nextAlarm();
      const times = daemon.passes.slice(before).map(({ at }) => at - by);
      expect(times).toEqual(['00:10', '00:15'].map((time) => Date.parse(`2026-01-05T${time}:00Z`)));
      expect(daemon.jumps).toEqual([by]);
      daemon.stop();
    },
  );

  it.each([-2 * 60 * minute, 2 * 60 * minute])(
    'asks a tenant that failed after as long as before where the clock is put by %d ms',
    async (by) => {
      const daemon = aDaemon();
      daemon.world.down.add('acme');
      await daemon.start();
      daemon.clock.pass(10_000);
      daemon.clock.jump(by);
      expect(daemon.state().tenants.get('acme')?.failing).toMatchObject({
        since: start + by,
        retryAt: start + by + 30_000,
      });
      daemon.ring();
      expect(daemon.world.alarm - daemon.world.now).toBe(20_000);
      daemon.stop();
    },
  );

  it.each([-2 * 60 * minute, 2 * 60 * minute])(
    'is alive where the clock is put by %d ms, and not alive for longer because of it',
    async (by) => {
      const daemon = aDaemon();
      await daemon.start();
      daemon.clock.jump(by);
      expect(isAlive(daemon.state())).toBe(true);
      daemon.clock.pass(15 * minute);
      expect(isAlive(daemon.state())).toBe(true);
      daemon.clock.pass(1);
      expect(isAlive(daemon.state())).toBe(false);
      daemon.stop();
    },
  );

  it('is not alive after a minute where a bug keeps every pass from beginning, and tries again all the same', async () => {
    const daemon = aDaemon();
    daemon.world.blocked = true;
    await daemon.start();
    daemon.clock.pass(minute);
    expect(isAlive(daemon.state())).toBe(true);
    daemon.clock.pass(1);
    expect(isAlive(daemon.state())).toBe(false);
    expect(unreadiness(daemon.state())).toMatchObject([{ code: 'starting' }]);
    daemon.world.blocked = false;
    await daemon.nextAlarm();
    expect(isAlive(daemon.state())).toBe(true);
    daemon.stop();
  });
});
