import { expect, test } from 'vitest';
import { createCalendar } from '../../base/calendar.ts';
import { durationOfSeconds } from '../../model/duration.ts';
import { ago, windowWords } from './words.ts';

const at = (text: string) => Date.parse(text);
const now = at('2026-11-26T03:00:00+01:00');
const here = { now, timezone: 'Europe/Berlin', calendar: createCalendar() };

test.each([
  [0, '0 s ago'],
  [59, '59 s ago'],
  [60, '1 min ago'],
  [3 * 3_600 + 1_800, '3 h ago'],
  [86_400, '1 day ago'],
  [40 * 86_400, '40 days ago'],
  [-5, '0 s ago'],
])('%d seconds are %s', (seconds, words) => {
  expect(ago(now - seconds * 1_000, now)).toBe(words);
});

const start = { value: '0 22 * * *', origin: { file: '', line: 1, column: 1 } };

test.each([
  [
    { opens: '2026-11-25T22:00+01:00', closes: '2026-11-26T06:00+01:00', isOpen: true },
    'window 22:00–06:00, open until 06:00',
  ],
  [
    { opens: '2026-11-30T08:00+01:00', closes: '2026-11-30T18:00+01:00', isOpen: false },
    'window 08:00–18:00, opens Mon 08:00',
  ],
  [
    { opens: '2026-11-27T08:00+01:00', closes: '2026-11-30T08:00+01:00', isOpen: false },
    'window tomorrow 08:00–Mon 08:00, opens tomorrow 08:00',
  ],
  [{ isOpen: false }, 'window "0 22 * * *" for 8h, closed'],
  [{ isOpen: true }, 'window "0 22 * * *" for 8h, open'],
])('%j', ({ isOpen, opens, closes }: { isOpen: boolean; opens?: string; closes?: string }, words) => {
  const times = { ...(opens && { opens: at(opens) }), ...(closes && { closes: at(closes) }) };
  const window = { start, duration: durationOfSeconds(8 * 3_600), isOpen, ...times };
  expect(windowWords(window, here)).toBe(words);
});
