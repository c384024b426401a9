import { describe, expect, test } from 'vitest';
import { bodyOf, cloudCall, emulatedWorld } from '../../../test/support/emulated.ts';
import type { EmulatedWorld } from '../faults/faults.ts';
import { dialectNames } from '../state/dialects.ts';
import type { WorldOptions } from '../world.ts';
import { enter, type Visit } from './access.ts';
import { perform } from './operations.ts';

function visiting(method: string, path: string, body?: unknown, options: WorldOptions = {}) {
  const world = emulatedWorld(options);
  const [sync] = world.tenants.all()[0]!.syncs;
  const call = cloudCall(world, method, `/v2/workers${path.replace(':id', sync!.identifier)}`, body);
  return { visit: enter(call, world) as Visit, sync: sync! };
}

const answering = (...args: Parameters<typeof visiting>) => perform(visiting(...args).visit, false);

test.each([
  ['POST', '', 'GET'],
  ['HEAD', '', 'GET'],
  ['POST', '/status', 'GET'],
  ['GET', '/:id', 'POST, PUT'],
  ['DELETE', '/:id', 'POST, PUT'],
])('%s …/workers%s is told that %s is allowed', (method, path, allow) => {
  expect(answering(method, path, {})).toMatchObject({ status: 405, headers: { allow } });
});

test.each([
  ['GET', '', ['worker.write'] as const],
  ['GET', '/status', ['worker.write'] as const],
  ['POST', '/:id', ['worker.read'] as const],
  ['PUT', '/:id', ['worker.read'] as const],
])('%s …/workers%s takes its scope', (method, path, scopes) => {
  expect(answering(method, path, { action: 1 }, { scopes }).status).toBe(403);
});

test('an ignored write is answered as any other, and changes nothing', () => {
  const { visit, sync } = visiting('POST', '/:id', { interval: '00:05:00' });
  const before = sync.interval;
  expect(bodyOf(perform(visit, true))).toMatchObject({ interval: '00:10:00' });
  expect(sync.interval).toBe(before);
  expect(bodyOf(perform(visit, false))).toMatchObject({ interval: '00:05:00' });
  expect(sync.interval).not.toBe(before);
});

test('an ignored write is checked all the same', () => {
  expect(perform(visiting('POST', '/:id', { interval: '00:00:01' }).visit, true).status).toBe(422);
});

test('a tenant that cannot be reached answers nothing else', () => {
  const { visit } = visiting('GET', '');
  visit.tenant.unreachable = true;
  expect(perform(visit, false).status).toBe(503);
});

describe('a sync', () => {
  const at = (world: EmulatedWorld, action?: number) => {
    const { tenant, sync } = { tenant: world.tenants.all()[0]!, sync: world.tenants.all()[0]!.syncs[0]! };
    const naming = world.setup.dialect.startsWith('1.') ? ['v1', 'Action'] : ['v2', 'action'];
    const path = `/${naming[0]}/workers/${action === undefined ? 'status' : sync.identifier}`;
    const body = action === undefined ? undefined : { [naming[1]!]: action };
    const call = cloudCall(world, action === undefined ? 'GET' : 'PUT', path, body);
    return { tenant, answer: perform(enter(call, world) as Visit, false) };
  };
  const stateIn = (world: EmulatedWorld) => {
    const [one] = bodyOf(at(world).answer);
    return one.state ?? one.State;
  };

  test.each(dialectNames)('stops, and starts, in %s', (dialect) => {
    const world = emulatedWorld({ dialect });
    expect(at(world, 1).answer).toEqual({ status: 204, headers: {}, body: '' });
    expect(stateIn(world)).toBe(7);
    at(world, 0);
    expect(stateIn(world)).toBe(3);
    const times = JSON.stringify(bodyOf(at(world).answer)[0]);
    expect(times.includes('.0000000Z')).toBe(dialect.startsWith('1.'));
  });

  test('is left as it is while the worker service is down, though all is accepted', () => {
    const world = emulatedWorld();
    const { tenant } = at(world);
    tenant.workerDownSince = 0;
    expect([at(world, 1).answer.status, stateIn(world)]).toEqual([204, 3]);
    tenant.workerDownSince = undefined;
    expect(stateIn(world)).toBe(3);
  });

  test.each([
    [{ controllable: false }, 1, 422],
    [{ worker: { put: { state: 6, at: 0 } } }, 0, 409],
    [{ worker: { put: { state: 6, at: 0 } } }, 1, 204],
  ] as const)('that is %j answers to %i with %i', (how, action, status) => {
    const world = emulatedWorld();
    Object.assign(world.tenants.all()[0]!.syncs[0]!, how);
    expect(at(world, action).answer.status).toBe(status);
  });
});
