import { expect, it } from 'vitest';
import { anOption, aSync, aTenant } from '../../../test/support/build.ts';
import { answered } from '../../../test/support/explained.ts';
import { durationOfSeconds } from '../../model/duration.ts';
import { matrixOf } from './matrix.ts';

const now = '2026-11-26T12:00:00+01:00';
const files = {
  'all.yaml': 'tenants: all\nsync: { name: Ebay }\ninterval: 10m\nconfigs: { Items: 50, Orders: true }\n',
  'd.yaml': 'tenant: d\nsync: { name: Ebay }\ninterval: 7m\n',
};

function tenant(name: string, interval: number, items: string, spare = '1.5') {
  const options = [
    anOption({ id: 'o', name: 'Orders', value: 'true' }),
    anOption({ id: 'i', name: 'Items', type: 'int', value: items }),
    anOption({ id: 's', name: 'Spare', type: 'decimal', value: spare }),
  ];
  return aTenant([aSync({ interval: durationOfSeconds(interval), options })], { name });
}

const observed = [
  tenant('a', 600, '50'),
  tenant('b', 600, '050'),
  tenant('c', 600, '70'),
  tenant('d', 420, '50', '1,50'),
];

it('has what is not as wanted first, then what differs, then what is the same, then what nobody wants', () => {
  const { syncs } = answered({ sync: 'Ebay' }, { files, now, observed });
  const told = matrixOf(syncs).map(({ name, cells }) => [
    name,
    ...cells.map(({ status, wanted, live, origin, tenants }) =>
      [status, wanted?.text, live?.text, origin?.line, tenants.join()].join(' '),
    ),
  ]);
  expect(told).toEqual([
    ['Items', 'OutOfSync 50 70 4 c', 'Synced 50 50 4 a,b,d'],
    ['interval', 'Synced 10m 10m 3 a,b,c', 'Synced 7m 7m 3 d'],
    ['Orders', 'Synced true true 4 a,b,c,d'],
    ['Spare', 'Unmanaged  1.5  a,b,c,d'],
  ]);
});

it('counts each tenant once in each row, whatever the order', () => {
  const { syncs } = answered({ sync: 'Ebay' }, { files, now, observed: [...observed].reverse() });
  for (const { cells } of matrixOf(syncs)) {
    expect(cells.flatMap(({ tenants }) => tenants).sort()).toEqual(['a', 'b', 'c', 'd']);
  }
});
