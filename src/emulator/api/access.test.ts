import { describe, expect, test } from 'vitest';
import { callOf, cloudCall, emulatedWorld } from '../../../test/support/emulated.ts';
import { dialects } from '../state/dialects.ts';
import { enter, type TurnedAway, type Visit } from './access.ts';

const cloud = (path: string, dialect: '1.1' | '2.0' = '2.0') => {
  const world = emulatedWorld({ dialect });
  return enter(cloudCall(world, 'GET', path), world);
};

test.each([
  ['/v2/workers', undefined],
  ['/v2/workers/status', 'status'],
  ['/erp/v2/workers/17?x=1', '17'],
  ['/a/b.c/v2/workers', undefined],
  ['/v2/workers/%41', '%41'],
])('%s is the worker API', (path, resource) => {
  expect(cloud(path)).toMatchObject({ resource, tenant: { name: 'default' }, rules: dialects['2.0'] });
});

test.each([
  '/',
  '/v1/workers',
  '/v2/v2/workers',
  '/a/b/c/v2/workers',
  '//v2/workers',
  '/v2/workers/',
  '/v2/workers/a/b',
  '/v2/Workers',
])('nothing is at %s', (path) => {
  expect((cloud(path) as TurnedAway).refusal).toMatchObject({ status: 404, code: 'NotFound' });
});

test('who is turned away is told so in the dialect of the emulator', () => {
  expect(cloud('/v2/workers', '1.1')).toMatchObject({ refusal: { status: 404 }, rules: dialects['1.1'] });
});

describe('on-premise', () => {
  const call = (headers: Record<string, string>) => {
    const world = emulatedWorld({ apiKey: 'key' });
    return enter(callOf('GET', '/workers', { headers }), world);
  };

  test('the key names the tenant, and the header the dialect', () => {
    const visit = call({ authorization: 'wawi key', 'api-version': '1.3' }) as Visit;
    expect([visit.tenant.name, visit.rules]).toEqual(['default', dialects['1.3']]);
  });

  test.each([
    [{ authorization: 'Wawi key' }, 412],
    [{ authorization: 'Wawi key', 'api-version': 'toString' }, 400],
    [{ authorization: 'Wawi other', 'api-version': '1.1' }, 401],
    [{ authorization: 'key', 'api-version': '1.1' }, 401],
  ])('%j gets %i', (headers, status) => {
    expect((call(headers as Record<string, string>) as TurnedAway).refusal.status).toBe(status);
  });
});
