import { expect, test } from 'vitest';
import { inBerlin } from '../../../../test/support/here.ts';
import { shownTime } from '../../../base/time/shown.ts';
import { anyDay, Names } from './parts.tsx';

test('many names are folded, and none is left out', () => {
  const names = Array.from({ length: 11 }, (_, index) => `t${index}`);
  expect(`${Names({ names: names.slice(1), what: 'tenants' })}`).not.toContain('<details');
  expect(`${Names({ names, what: 'tenants' })}`).toMatch(/<details.*11 tenants.*and 8 more.*t0, t1.*t10/s);
});

test('a time has its date, whenever it is read', () => {
  expect(shownTime(inBerlin.now, anyDay(inBerlin))).toBe('2026-11-26 12:00');
});
