import { expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import type { Course, FieldCourse } from '../../reconcile/explain/explained.ts';
import { tenantLanes } from './tenantLanes.ts';

const spansOf = (texts: readonly string[], cut: number) =>
  texts.map((text, at) => ({ from: at * cut, to: at === 0 ? cut : 100, value: { json: text, text } }));
const field = (name: 'interval' | 'active', texts: readonly string[], cut: number): FieldCourse => ({
  ...{ field: name, name, told: 100, spans: spansOf(texts, cut) },
});

test('a sync is cut wherever one of its values changes, and begins when its suspension ends', () => {
  const fields = [field('interval', ['5m', '30m'], 40), field('active', ['a', 'b'], 70)];
  const course: Course = { from: 0, to: 100, fields, windows: [] };
  const sync = { id: '', name: 'Ebay', salesChannel: null };
  const bars = (until?: number) =>
    tenantLanes(
      [{ sync, course, holds: until === undefined ? [] : [{ rule: 'suspended', until }] }],
      aView(),
    )[0]!.bars.map(({ from, to, look }) => [from, to, look]);
  expect(bars()).toEqual([
    [0, 40, 'base'],
    [40, 70, 'base'],
    [70, 100, 'base'],
  ]);
  expect(bars(50)).toEqual([
    [0, 50, 'held'],
    [50, 70, 'base'],
    [70, 100, 'base'],
  ]);
});
