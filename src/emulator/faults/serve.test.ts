import { expect, test } from 'vitest';
import { bodyOf, callOf, cloudCall, emulatedWorld } from '../../../test/support/emulated.ts';
import type { WorldOptions } from '../world.ts';
import type { FaultRule } from './kinds.ts';
import { refuseTooLarge, serveTokens, serveWorker } from './serve.ts';

/** What came of one call, and how long it was made to wait. */
async function serving(options: WorldOptions, path = '/v2/workers', calls = 1) {
  const world = emulatedWorld(options);
  const waits: number[] = [];
  const wait = async (milliseconds: number) => void waits.push(milliseconds);
  const served = [];
  for (let call = 0; call < calls; call += 1) {
    served.push(await serveWorker(cloudCall(world, 'GET', path), world, wait));
  }
  return { served, waits };
}

const always = (kind: FaultRule['kind'], more: Partial<FaultRule> = {}): FaultRule => ({
  kind,
  rate: 1,
  ...more,
});

test('an undisturbed call is answered at once', async () => {
  const { served, waits } = await serving({});
  expect(served).toMatchObject([{ answer: { status: 200 }, tenant: 'default' }]);
  expect([served[0]!.fault, waits]).toEqual([undefined, []]);
});

test('the latency of the emulator and of a fault add up', async () => {
  const { served, waits } = await serving({
    latency: 30,
    faults: [always('latency', { amount: 12 }), always('503')],
  });
  expect([served[0]!.answer.status, served[0]!.fault, waits]).toEqual([503, '503', [42]]);
});

test('the quota is told with every answer, faults too, and what is beyond it draws no fault', async () => {
  const quota = { limit: 1, intervalSeconds: 60, scope: 'tenant' } as const;
  const { served } = await serving({ quota, faults: [always('503')] }, '/v2/workers', 2);
  expect(
    served.map(({ answer, fault }) => [answer.status, answer.headers['X-RateLimit-Remaining'], fault]),
  ).toEqual([
    [503, '0', '503'],
    [429, '0', undefined],
  ]);
  expect(served[1]!.answer.headers['retry-after']).toBe('60');
});

test('who does not get in meets neither quota nor fault', async () => {
  const quota = { limit: 1, intervalSeconds: 60, scope: 'tenant' } as const;
  const { served } = await serving({ quota, faults: [always('reset')] }, '/nowhere', 2);
  expect(
    served.map(({ answer, tenant }) => [answer.status, answer.headers['X-RateLimit-Limit'], tenant]),
  ).toEqual(Array(2).fill([404, undefined, undefined]));
});

test('a token fault hits requests for a token alone', async () => {
  const world = emulatedWorld({ faults: [always('token'), always('503')] });
  const asked = await Promise.all(
    ['POST', 'GET'].map((method) => serveTokens(callOf(method, '/oauth2/token'), world)),
  );
  expect(asked.map(({ answer }) => answer.status)).toEqual([503, 405]);
});

test('a body that is too large is refused as the dialect writes refusals', () => {
  expect(bodyOf(refuseTooLarge(emulatedWorld({ dialect: '1.1' })).answer)).toMatchObject({
    ErrorCode: 'PayloadTooLarge',
  });
});
