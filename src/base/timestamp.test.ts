import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { createCalendar } from './calendar.ts';
import { parseLocal } from './time/local.ts';
import { parseTimestamp } from './timestamp.ts';

const calendar = createCalendar();

function read(text: string): string | undefined {
  const instant = parseTimestamp(text, (local) => calendar.instantsOf(local, 'Europe/Berlin')[0]);
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

test.each([
  ['2026-12-01T00:00:00+01:00', '2026-11-30T23:00:00.000Z'],
  ['2026-12-01T00:00:00Z', '2026-12-01T00:00:00.000Z'],
  ['2026-12-01t00:00z', '2026-12-01T00:00:00.000Z'],
  ['2026-12-01 00:00:00 -0530', '2026-12-01T05:30:00.000Z'],
  ['2026-12-01T00:00:00.29Z', '2026-12-01T00:00:00.290Z'],
  ['2026-12-01T00:00:00.0019999Z', '2026-12-01T00:00:00.001Z'],
  ['2026-12-01T08:00', '2026-12-01T07:00:00.000Z'],
  ['2026-07-01T08:00', '2026-07-01T06:00:00.000Z'],
  ['2026-12-01', '2026-11-30T23:00:00.000Z'],
  ['2028-02-29', '2028-02-28T23:00:00.000Z'],
  ['2026-03-29T02:30', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ['2026-10-25T02:30+01', '2026-10-25T01:30:00.000Z'],
  ['2026-10-25T02:30+01:00', '2026-10-25T01:30:00.000Z'],
])('%s is %s in Berlin', (text, instant) => {
  expect(read(text)).toBe(instant);
});

test.each(
  [
    '',
    'soon',
    '2026',
    '2026-13-01',
    '2026-02-29',
    '2026-02-30',
    '2026-12-01T24:00',
    '2026-12-01T08',
    '2026-12-01T08:60',
  ].concat([
    '2026-12-01T08:00:60',
    '2026-12-01T08:00+24:00',
    '2026-12-01T08:00+1',
    '01.12.2026',
    '12/01/2026',
    '2026-12-01Z',
    ' 2026-12-01',
  ]),
)('%j is no time', (text) => {
  expect(read(text)).toBeUndefined();
});

it('reads every millisecond as it is', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') }), (date) => {
      expect(read(date.toISOString())).toBe(date.toISOString());
    }),
  );
});

it('never throws, whatever the text', () => {
  const pieces = fc.constantFrom(
    '0000',
    '9999',
    '2026',
    '-12',
    '-01',
    '-31',
    'T',
    '23',
    ':59',
    ':00',
    '.9',
    'Z',
    '+23:59',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.array(pieces).map((all) => all.join('')),
      (text) => void read(text),
    ),
  );
  expect(parseLocal('2026-12-01')).toBeUndefined();
});
