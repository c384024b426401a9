import { expect, test } from 'vitest';
import { emulatedWorld, orderOf } from '../../../test/support/emulated.ts';
import { jsonOf, tenantOf } from './order.ts';

test('an order is for the tenant that it names', () => {
  const world = emulatedWorld({ tenants: 2 });
  expect(tenantOf(orderOf(world, { tenant: 'tenant-0002' })).name).toBe('tenant-0002');
});

test('who names another is told of ten that there are', () => {
  const order = orderOf(emulatedWorld({ tenants: 12 }), { tenant: 'nobody' });
  expect(() => tenantOf(order)).toThrow(/^no tenant is called nobody; there are tenant-0001, .*tenant-0010$/);
});

test('a body is JSON', () => {
  expect(jsonOf(orderOf(emulatedWorld(), {}, '', '[1]'))).toEqual([1]);
  expect(() => jsonOf(orderOf(emulatedWorld(), {}, '', '{'))).toThrow('the body is not JSON');
});
