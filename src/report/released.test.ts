import { expect, it } from 'vitest';
import { aPlan } from '../../test/support/report.ts';
import { releasedGroups, releasedLine } from './released.ts';

it('tells what is no longer managed, once for all tenants of which it is the same', () => {
  const sync = { id: '1', name: 'Ebay', salesChannel: 'Shop' };
  const fields = [
    { field: 'interval' },
    { field: 'configs', option: { id: 'o', name: 'Create orders', type: 'bool' } },
  ] as const;
  const released = [
    { tenant: 'a', sync, fields },
    { tenant: 'b', sync, fields: [fields[0]] },
    { tenant: 'c', sync, fields },
  ];
  expect(releasedGroups(aPlan({ released })).map((group) => releasedLine(group, String))).toEqual([
    'Ebay (Shop) on 2 tenants: interval, Create orders',
    'Ebay (Shop) of b: interval',
  ]);
  expect(releasedGroups(aPlan())).toEqual([]);
});
