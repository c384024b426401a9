import { expect, it } from 'vitest';
import { aSync, aTenant } from '../../../test/support/build.ts';
import { answered, berlin, calendar } from '../../../test/support/explained.ts';
import { plain } from '../../base/paint.ts';
import { cellsOf } from '../../base/text/cells.ts';
import { durationOfSeconds } from '../../model/duration.ts';
import { matrixText } from './matrixText.ts';

const now = '2026-11-26T12:00:00+01:00';
const files = {
  'all.yaml': 'tenants: all\nsync: { name: Ebay }\ninterval: 10m\n',
  't-2.yaml': 'tenant: t-2\nsync: { name: Ebay }\nsuspend: { reason: Freeze }\n',
};
const observed = Array.from({ length: 60 }, (_, index) =>
  aTenant([aSync({ interval: durationOfSeconds(index === 2 ? 300 : 600), options: [] })], {
    name: `t-${index}`,
  }),
);

function textOf(width: number, changes: { isFull?: boolean; isOffline?: boolean } = {}) {
  const { isFull = false, isOffline = false } = changes;
  const names = observed.map(({ name }) => name);
  const { syncs } = answered(
    { sync: 'Ebay' },
    { files, now, names, ...(!isOffline && { observed }), parts: { isOffline } },
  );
  const here = { now: Date.parse(now), timezone: berlin, calendar };
  return matrixText(syncs, { paint: plain, width, here, isOffline, isFull });
}

it('says on how many tenants a value is, on which, and from where', () => {
  expect(textOf(100)).toBe(`Ebay (Shop) on 60 tenants
  suspended by syncs/t-2.yaml:3 "Freeze", on 1 tenant: t-2
  interval
    ✗ 10m, Wawi has 5m   syncs/all.yaml:3   on 1 tenant: t-2
    ✓ 10m                syncs/all.yaml:3   on 59 tenants: t-0, t-1, t-3, t-4, t-5, t-6 and 53 more`);
});

it('names every tenant where that was asked for', () => {
  const text = textOf(80, { isFull: true });
  for (const { name } of observed) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
});

it('keeps to the columns of a terminal', () => {
  for (const width of [80, 60]) {
    for (const isFull of [false, true]) {
      const lines = textOf(width, { isFull }).split('\n');
      expect(lines.filter((line) => cellsOf(line) > width)).toEqual([]);
    }
  }
});

it('says once that nobody was asked', () => {
  expect(textOf(100, { isOffline: true })).toBe(`Ebay on 60 tenants; Wawi was not asked
  suspended by syncs/t-2.yaml:3 "Freeze", on 1 tenant: t-2
  interval
      10m   syncs/all.yaml:3   on all 60 tenants`);
});

it('says once what holds a sync on many tenants, though the words name each', () => {
  const locked = observed.map((tenant) => ({
    ...tenant,
    syncs: [aSync({ active: true, isLocked: true, options: [] })],
  }));
  const { syncs } = answered(
    { sync: 'Ebay' },
    {
      files: { 'all.yaml': 'tenants: all\nsync: { name: Ebay }\nactive: true\n' },
      ...{ now, observed: locked, names: locked.map(({ name }) => name) },
    },
  );
  const here = { now: Date.parse(now), timezone: berlin, calendar };
  const lines = matrixText(syncs, { paint: plain, width: 120, here, isOffline: false, isFull: false }).split(
    '\n',
  );
  expect(lines.slice(1, 4)).toEqual([
    '  nothing is written: Ebay (Shop) of t-… is locked, so it cannot be started, on all 60 tenants',
    '  active',
    '    ✓ true   syncs/all.yaml:3   on all 60 tenants',
  ]);
});
