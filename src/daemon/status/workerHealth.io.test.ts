import { describe, expect, test } from 'vitest';
import { fakeClock } from '../../../test/support/clock.ts';
import { aTenantState, tenantsOf } from '../../../test/support/daemonState.ts';
import type { WorkerStatus } from '../../model/health.ts';
import type { TenantSettings } from '../../model/settings.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import type { WawiReader } from '../../reconcile/ports.ts';
import { createWorkerHealth } from './workerHealth.io.ts';

const healthy: readonly WorkerStatus[] = [{ id: 'x', health: 'Healthy', lastSync: null, nextSync: null }];
const connection = { baseUrl: 'http://127.0.0.1', version: '2.0', auth: { kind: 'none' } } as const;

type Request = {
  readonly tenant: string;
  readonly signal: AbortSignal;
  readonly answer: (statuses?: readonly WorkerStatus[]) => void;
  readonly fail: (error?: unknown) => void;
};

const down = new WorldFailure('down', { code: 'unreachable', call: 'GET /workers/status', retriable: true });

/** Workers that answer when they are told to, and a clock that stands still until it is told to move. */
function aWorld(names: readonly string[] = ['acme'], concurrency = 8) {
  const requests: Request[] = [];
  const stop = new AbortController();
  const clock = fakeClock();
  const health = createWorkerHealth({
    clock,
    stop: stop.signal,
    open: async ({ name }) => ({ status: (signal) => ask(name, signal) }) as WawiReader,
  });
  function ask(tenant: string, signal: AbortSignal): Promise<readonly WorkerStatus[]> {
    return new Promise((resolve, reject) => {
      const answer = (statuses = healthy) => resolve(statuses);
      requests.push({ tenant, signal, answer, fail: (error = down) => reject(error) });
      signal.addEventListener('abort', () => reject(down));
    });
  }
  health.meet(
    names.map((name): TenantSettings => ({ name, labels: {}, connection })),
    concurrency,
  );
  const state = { tenants: tenantsOf(...names.map((name) => aTenantState({ name }))) };
  return {
    health,
    requests,
    stop,
    state,
    sleeping: clock.sleeping,
    read: (tenants = state.tenants) => health.read({ tenants }),
    /** Until all that can go on has gone on. */
    settled: () => new Promise((resolve) => setImmediate(resolve)),
    pass: clock.pass,
  };
}

describe('the health of the workers', () => {
  test('is the very same as long as nothing is news', async () => {
    const world = aWorld();
    await world.settled();
    const asked = world.read();
    await world.settled();
    world.requests[0]!.answer();
    const first = await asked;
    expect(first.size).toBe(1);
    expect(await world.read()).toBe(first);
    world.pass(40_000);
    const again = world.read();
    await world.settled();
    world.requests[1]!.answer([{ ...healthy[0]!, health: 'Degraded' }]);
    expect((await again).get('acme')!.statuses[0]!.health).toBe('Degraded');
  });

  test('is asked for when somebody wants to know, and at most twice a minute', async () => {
    const world = aWorld();
    await world.settled();
    expect(world.requests).toHaveLength(0);
    const first = world.read();
    await world.settled();
    world.requests[0]!.answer();
    expect(await first).toEqual(new Map([['acme', { at: 0, statuses: healthy }]]));
    world.pass(29_999);
    expect((await world.read()).get('acme')).toMatchObject({ at: 0 });
    expect(world.requests).toHaveLength(1);
    world.pass(1);
    void world.read();
    await world.settled();
    expect(world.requests).toHaveLength(2);
  });

  test('is asked for once, however many want to know at a time', async () => {
    const world = aWorld();
    const readings = [world.read(), world.read(), world.read()];
    await world.settled();
    expect(world.requests).toHaveLength(1);
    world.requests[0]!.answer();
    for (const reading of await Promise.all(readings)) expect(reading.has('acme')).toBe(true);
  });

  test('is asked of many tenants side by side, but not of more than are allowed', async () => {
    const world = aWorld(['a', 'b', 'c', 'd', 'e'], 2);
    const reading = world.read();
    for (let answered = 0; answered < 5; answered++) {
      await world.settled();
      expect(world.requests).toHaveLength(Math.min(5, answered + 2));
      world.requests[answered]!.answer();
    }
    expect([...(await reading).keys()]).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('of a tenant that backs off is not asked for, and not known either', async () => {
    const world = aWorld();
    const reading = world.read();
    await world.settled();
    world.requests[0]!.answer();
    await reading;
    world.pass(60_000);
    const failure = { tenant: 'acme', code: 'unreachable', message: 'down' } as const;
    const failing = { failure, since: 0, times: 1, retryAt: 90_000 };
    expect(await world.read(tenantsOf(aTenantState({ failing })))).toEqual(new Map());
    expect(world.requests).toHaveLength(1);
  });

  test('of a tenant whose connection nobody knows is not asked for', async () => {
    const world = aWorld();
    expect(await world.read(tenantsOf(aTenantState({ name: 'stranger' })))).toEqual(new Map());
    expect(world.requests).toHaveLength(0);
  });

  test('is not waited for longer than five seconds; what comes later is there for who asks next', async () => {
    const world = aWorld(['quick', 'slow']);
    const first = world.read();
    await world.settled();
    world.requests[0]!.answer();
    await world.settled();
    world.pass(5_000);
    expect([...(await first).keys()]).toEqual(['quick']);
    world.requests[1]!.answer();
    await world.settled();
    expect([...(await world.read()).keys()]).toEqual(['quick', 'slow']);
    expect(world.requests).toHaveLength(2);
  });

  test('is not known where the worker did not say, not even what it said before', async () => {
    const world = aWorld();
    for (const answer of ['answer', 'fail'] as const) {
      const reading = world.read();
      await world.settled();
      world.requests.at(-1)![answer]();
      expect((await reading).has('acme')).toBe(answer === 'answer');
      world.pass(30_000);
    }
  });

  test('is not known any more once it is two minutes old', async () => {
    const world = aWorld();
    const first = world.read();
    await world.settled();
    world.requests[0]!.answer();
    await first;
    world.pass(120_000);
    const second = world.read();
    await world.settled();
    world.pass(5_000);
    expect(await second).toEqual(new Map());
  });

  test('is given up after half a minute, and when the daemon stops', async () => {
    const world = aWorld(['acme', 'globex']);
    const reading = world.read();
    await world.settled();
    world.pass(29_999);
    await reading;
    expect(world.requests[0]!.signal.aborted).toBe(false);
    world.pass(1);
    await world.settled();
    expect(world.requests.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    void world.read();
    await world.settled();
    expect(world.requests).toHaveLength(4);
    world.stop.abort('SIGTERM');
    expect(world.requests[3]!.signal.aborted).toBe(true);
  });

  test('leaves no timer behind', async () => {
    const world = aWorld(['acme', 'globex']);
    const reading = world.read();
    await world.settled();
    world.requests[0]!.answer();
    world.requests[1]!.fail();
    await reading;
    await world.settled();
    expect(world.sleeping()).toBe(0);
  });

  test('a bug is not taken for a worker that does not say', async () => {
    const world = aWorld();
    const reading = world.read();
    await world.settled();
    world.requests[0]!.fail(new TypeError('bug'));
    await expect(reading).rejects.toThrow('bug');
  });
});

test('what others ask the workers is heard too, whoever asks and however long ago', async () => {
  const world = aWorld(['acme', 'globex']);
  let isSlow = false;
  const writer = {
    acceptsNull: false,
    list: async () => [],
    status: async (_: AbortSignal) => healthy,
    statusAgain: async () => [],
    get isSlow() {
      return isSlow;
    },
  };
  const open = world.health.hearing(async () => writer);
  const [acme, globex] = ['acme', 'globex'].map((name): TenantSettings => ({ name, labels: {}, connection }));
  const opened = await open(acme!);
  expect(world.health.heard()).toEqual(new Map());
  await opened.status(new AbortController().signal);
  world.pass(600_000);
  await (await open(globex!)).statusAgain();
  const heard = [...world.health.heard()].map(([name, { statuses }]) => [name, statuses]);
  expect(heard).toEqual([
    ['acme', healthy],
    ['globex', []],
  ]);
  isSlow = true;
  expect(opened.isSlow).toBe(true);
});
