import { expect, test } from 'vitest';
import { createCalendar } from '../base/calendar.ts';
import { endedAllowance } from './allow.ts';
import { readSettings } from './read.ts';

function read(allow: string) {
  const text = `timezone: Europe/Berlin\nsafety: { allow: ${allow} }\n`;
  const file = { path: 'sollist.yaml', text, directory: '/', folder: undefined, hash: '' };
  const { settings, problems } = readSettings(
    { file, given: {}, jtl: {}, systemTimezone: () => 'UTC' },
    createCalendar(),
  );
  return { allow: settings.safety.allow, codes: problems.map(({ code }) => code) };
}

test.each([
  ['2026-12-01T12:00', '2026-12-01T11:00:00Z'],
  ['2026-12-01T12:00:00+02:00', '2026-12-01T10:00:00Z'],
  ['2026-12-01', '2026-11-30T23:00:00Z'],
])('ends at %s, in the configured timezone where it has no offset', (until, end) => {
  const { allow, codes } = read(`{ changes: 120, until: ${until}, reason: Rollout }`);
  expect(codes).toEqual([]);
  expect(allow).toMatchObject({ changes: 120, until: Date.parse(end), reason: 'Rollout' });
  expect(allow).not.toHaveProperty('tenants');
  expect(endedAllowance(allow, Date.parse(end) - 1)).toEqual([]);
  expect(endedAllowance(allow, Date.parse(end))).toMatchObject([{ code: 'ended', origin: { line: 2 } }]);
});

test.each([
  ['{ changes: 120 }', 'missing-key'],
  ['{ changes: 120, until: tomorrow }', 'timestamp'],
  ['{ changes: -1, until: 2026-12-01 }', 'bad-value'],
  ['{ changes: 1.5, until: 2026-12-01 }', 'wrong-type'],
  ['{ tenants: 50 %, until: 2026-12-01 }', 'wrong-type'],
  ['{ until: 2026-12-01, share: 1 }', 'unknown-key'],
  ['yes', 'wrong-type'],
])('%s is a problem, and lifts nothing', (text, code) => {
  const { allow, codes } = read(text);
  expect(codes).toEqual([code]);
  expect(allow ?? {}).not.toHaveProperty('changes');
  expect(allow ?? {}).not.toHaveProperty('tenants');
});
