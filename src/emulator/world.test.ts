import { describe, expect, test } from 'vitest';
import { emulatedWorld } from '../../test/support/emulated.ts';
import { ensureTenant } from './world.ts';

test('what nobody says has a default', () => {
  const { setup, tenants } = emulatedWorld();
  expect(setup).toMatchObject({
    dialect: '2.0',
    seed: 1,
    tokenLifetime: 3_600,
    latency: 0,
    client: { id: 'sollist-emulator' },
  });
  expect(tenants.all().map(({ name, syncs }) => [name, syncs.length])).toEqual([['default', 10]]);
});

test('tenants by number have names and labels', () => {
  const named = emulatedWorld({ tenants: 4, syncs: 0 }).tenants.all();
  expect(named.map(({ name, labels }) => `${name} ${labels.tier}`)).toEqual([
    'tenant-0001 gold',
    'tenant-0002 silver',
    'tenant-0003 bronze',
    'tenant-0004 gold',
  ]);
});

test('the key is that of the first tenant', () => {
  const keys = emulatedWorld({
    tenants: [
      { name: 'a', apiKey: 'old' },
      { name: 'b', apiKey: 'B' },
    ],
    apiKey: 'A',
  }).tenants.all();
  expect(keys.map(({ apiKey }) => apiKey)).toEqual(['A', 'B']);
});

describe('a tenant that is asked for', () => {
  test('is added as it would have been from the start', () => {
    const [world, start] = [emulatedWorld({ tenants: [] }), emulatedWorld({ tenants: [{ name: 'acme' }] })];
    const key = ensureTenant({ name: 'acme' }, world);
    expect(key).toEqual({
      name: 'acme',
      tenantId: start.tenants.byName('acme')!.tenantId,
      apiKey: expect.any(String),
      labels: {},
    });
    expect(world.tenants.all()).toEqual(start.tenants.all());
  });

  test('stays as it is where there is one', () => {
    const world = emulatedWorld({ tenants: [{ name: 'acme', tenantId: 'T-1' }] });
    expect(ensureTenant({ name: 'acme', tenantId: 'T-2' }, world).tenantId).toBe('T-1');
  });
});
