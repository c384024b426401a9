import { expect, test } from 'vitest';
import { bodyOf, cloudCall, emulatedWorld } from '../../../test/support/emulated.ts';
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
  ['GET', '/:id', 'POST'],
  ['DELETE', '/:id', 'POST'],
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

test('a sync stops and starts', () => {
  const { visit, sync } = visiting('PUT', '/:id', { action: 1 });
  expect([perform(visit, false), sync.isStopped]).toEqual([{ status: 204, headers: {}, body: '' }, true]);
});
