import { expect, test } from 'vitest';
import { createCalendar } from '../../../base/calendar.ts';
import { commonWordsIn } from '../words.ts';
import { Time } from './time.tsx';

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
