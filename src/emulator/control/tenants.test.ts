import { expect, test } from 'vitest';
import { emulatedWorld, orderOf } from '../../../test/support/emulated.ts';
import { putTenant, removeTenant } from './tenants.ts';

const acme = () =>
  emulatedWorld({ tenants: [{ name: 'acme', tenantId: 'T-1', apiKey: 'K', labels: { tier: 'gold' } }] });
const put = (world: ReturnType<typeof acme>, tenant: string, body: unknown) =>
  putTenant(orderOf(world, { tenant }, '', body));

test('what is left out stays as it is', () => {
  const world = acme();
  world.tenants.byName('acme')!.unreachable = true;
  put(world, 'acme', { labels: { tier: 'silver' } });
  expect(world.tenants.byName('acme')).toMatchObject({
    tenantId: 'T-1',
    apiKey: 'K',
    labels: { tier: 'silver' },
    unreachable: true,
  });
  put(world, 'acme', []);
  expect(world.tenants.byName('acme')).toMatchObject({
    tenantId: 'T-1',
    labels: { tier: 'silver' },
    syncs: [],
  });
});

test('a new tenant is as it would have been from the start', () => {
  const [world, start] = [acme(), emulatedWorld({ tenants: [{ name: 'new' }] })];
  put(world, 'new', {});
  expect(world.tenants.byName('new')).toEqual(start.tenants.byName('new'));
});

test.each([
  [{ labels: { tier: 1 } }, 'labels is an object with texts'],
  [{ labels: null }, 'labels is an object with texts'],
  [{ name: 'x' }, 'name is not known; there are syncs, tenantId, apiKey, labels'],
  [{ tenantId: 5 }, 'tenantId is text'],
  [{ tenantId: 't-1' }, 'the tenantId of new is that of acme already'],
  ['x', 'the body is not JSON'],
])('%j is refused', (body, message) => {
  const world = acme();
  expect(() => put(world, 'new', body)).toThrow(message);
  expect(world.tenants.all()).toHaveLength(1);
});

test('one that is removed is gone, and cannot be removed twice', () => {
  const world = acme();
  const order = orderOf(world, { tenant: 'acme' });
  expect(removeTenant(order)).toEqual({ removed: 'acme' });
  expect(() => removeTenant(order)).toThrow('no tenant is called acme');
});
