import { expect, test } from 'vitest';
import { createCalendar } from '../../../base/calendar.ts';
import { commonWordsIn } from '../words.ts';
import { ClockTime, Time, TimeByClock } from './time.tsx';

const here = {
  now: Date.parse('2026-11-26T08:00:00Z'),
  timezone: 'Europe/Berlin',
  calendar: createCalendar(),
};

test('a time has its distance, and the exact one in the configured timezone', () => {
  const reader = { language: 'de', common: commonWordsIn('de'), here } as const;
  const html = `${Time({ at: here.now - 180_000, reader })}`;
  expect(html).toContain('vor 3 Min.');
  expect(html).toContain('08:57:00 MEZ');
  expect(html).toContain('datetime="2026-11-26T07:57:00.000Z"');
});

test.each([
  ['en', 60, '10:00'],
  ['de', 60, '10:00'],
  ['de', 24 * 60, 'morgen 09:00'],
  ['de', 72 * 60, 'So 09:00'],
] as const)('in %s a time %d minutes ahead is %s', (language, minutes, shown) => {
  const reader = { language, common: commonWordsIn(language), here };
  expect(`${ClockTime({ at: here.now + minutes * 60_000, reader })}`).toContain(`>${shown}<`);
});

test('behind "since" stands what clocks showed, and then how long ago that was', () => {
  const reader = { language: 'de', common: commonWordsIn('de'), here } as const;
  const html = `${TimeByClock({ at: here.now - 180_000, reader })}`;
  expect(html.replace(/<[^>]*>/g, '')).toContain('08:57 (vor 3 Min.)');
});
