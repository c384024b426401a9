import { expect, it } from 'vitest';
import { at, located, wants } from '../../../test/support/build.ts';
import { createCalendar } from '../../base/calendar.ts';
import { durationOfSeconds } from '../../model/duration.ts';
import { explainOffline } from './explain.ts';

const day = 86_400_000;

function courseWith(start: string, seconds: number) {
  const sync = { kind: 'name', name: 'Ebay' } as const;
  const windows = [{ ...wants(60), start: located(start), duration: durationOfSeconds(seconds) }];
  const document = {
    ...wants(300),
    tenants: { kind: 'all' } as const,
    sync: located(sync),
    windows,
    origin: at(),
  };
  const context = {
    ...{ documents: [document], tenants: [{ name: 'acme', labels: {} }], ahead: day },
    ...{ moment: { now: 0, timezone: 'UTC' }, calendar: createCalendar() },
  };
  const course = explainOffline(context, 'acme', { id: '', name: 'Ebay', salesChannel: null }).course!;
  return { ...course, interval: course.fields[0]! };
}

it('a window that opens each minute is told for a while, and then that it changes too often', () => {
  const { interval, windows } = courseWith('* * * * *', 30);
  expect(interval.spans.length).toBeLessThan(60);
  expect(interval.told).toBeLessThan(day);
  expect(windows[0]!.told).toBeLessThan(day);
});

it('windows that touch each other are one span', () => {
  const { interval, windows } = courseWith('0 * * * *', 3_600);
  expect(interval.spans.map(({ value }) => value?.text)).toEqual(['5m', '1m'].slice(-interval.spans.length));
  expect(windows[0]!.spans.at(-1)!.to).toBe(day);
});
