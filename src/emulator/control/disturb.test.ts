import { expect, test } from 'vitest';
import { emulatedWorld, orderOf } from '../../../test/support/emulated.ts';
import { clearFaults, clearQuota, setFaults, setQuota, setUnreachable, setWorkerDown } from './disturb.ts';

test('faults hold from now on, until they are cleared', () => {
  const world = emulatedWorld();
  const rules = [{ kind: '503', rate: 0.5 }];
  expect(setFaults(orderOf(world, {}, '', '503=0.5'))).toEqual({ faults: rules });
  expect(world.faults.rules).toEqual(rules);
  clearFaults(orderOf(world, {}));
  expect(world.faults.rules).toEqual([]);
});

test('a quota holds from now on, until it is cleared', () => {
  const world = emulatedWorld();
  setQuota(orderOf(world, {}, '', '5/10'));
  expect(world.quota?.rule).toMatchObject({ limit: 5, intervalSeconds: 10 });
  clearQuota(orderOf(world, {}));
  expect(world.quota).toBeUndefined();
});

test('a mistake leaves both as they were', () => {
  const world = emulatedWorld();
  const before = world.faults;
  expect(() => setFaults(orderOf(world, {}, '', 'boom=1'))).toThrow('The kinds are');
  expect(() => setQuota(orderOf(world, {}, '', 'lots'))).toThrow('LIMIT/SECONDS');
  expect([world.faults, world.quota]).toEqual([before, undefined]);
});

test('one tenant is cut off, and connected again', () => {
  const world = emulatedWorld({ tenants: 2 });
  const cut = () => world.tenants.all().map(({ unreachable }) => unreachable);
  setUnreachable(true)(orderOf(world, { tenant: 'tenant-0002' }));
  expect(cut()).toEqual([false, true]);
  setUnreachable(false)(orderOf(world, { tenant: 'tenant-0002' }));
  expect(cut()).toEqual([false, false]);
});

test('the worker service of one tenant is down from the first order on, and works again', () => {
  const world = emulatedWorld();
  const [tenant] = world.tenants.all();
  const down = (isDown: boolean) => {
    setWorkerDown(isDown)(orderOf(world, { tenant: 'default' }));
    return tenant!.workerDownSince;
  };
  expect([down(true), down(true), down(false)]).toEqual([0, 0, undefined]);
});
