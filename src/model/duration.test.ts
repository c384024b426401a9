import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ok } from '../base/result.ts';
import {
  type Duration,
  durationOfSeconds,
  longest,
  parseDesiredDuration,
  parseDuration,
  shortest,
  toIso,
  toShort,
  toTimeSpan,
} from './duration.ts';

const desirable = fc.integer({ min: shortest, max: longest }).map((ticks) => ticks as Duration);

describe('what a document may ask for', () => {
  test.each([
    ['90s', 90],
    ['5m', 300],
    ['1h30m', 5400],
    ['1d', 86_400],
    ['1.5h', 5400],
    ['PT5M', 300],
    ['PT90S', 90],
    ['P1DT2H', 93_600],
    ['P1W', 604_800],
    ['00:05:00', 300],
    ['1.00:00:00', 86_400],
    ['3653d', 3653 * 86_400],
  ])('%s is %d seconds', (text, seconds) => {
    expect(parseDesiredDuration(text)).toEqual(ok(durationOfSeconds(seconds)));
  });

  test.each([
    ['5', 'has no unit'],
    ['-5m', 'is negative'],
    ['0s', 'is too short'],
    ['PT0.5S', 'is too short'],
    ['3654d', 'is too long'],
    ['99999999999999999999d', 'is too long'],
    ['P1M', 'no fixed length'],
    ['P1Y2M', 'no fixed length'],
    ['5min', 'is not a duration'],
    ['5 m', 'is not a duration'],
    ['30m1h', 'is not a duration'],
    ['24:00:00', 'is not a duration'],
    ['00:60:00', 'is not a duration'],
    ['PT', 'is not a duration'],
    ['P', 'is not a duration'],
    ['', 'is not a duration'],
  ])('%s %s', (text, reason) => {
    const parsed = parseDesiredDuration(text);
    expect(parsed.ok).toBe(false);
    expect(parsed).toMatchObject({ why: { message: expect.stringContaining(reason) } });
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseDesiredDuration(text)));
  });
});

describe('each way to write a duration', () => {
  test.each([
    ['toIso', toIso],
    ['toShort', toShort],
    ['toTimeSpan', toTimeSpan],
  ])('%s is read back as the same duration', (_name, write) => {
    fc.assert(
      fc.property(desirable, (duration) => {
        expect(parseDesiredDuration(write(duration))).toEqual(ok(duration));
      }),
    );
  });

  it('is normalised: each part is below the next unit', () => {
    expect(toIso(durationOfSeconds(90))).toBe('PT1M30S');
    expect(toIso(durationOfSeconds(93_600))).toBe('P1DT2H');
    expect(toTimeSpan(durationOfSeconds(93_605))).toBe('1.02:00:05');
    expect(toShort(durationOfSeconds(5400))).toBe('1h30m');
  });
});

it('reads what a server may have, beyond what a document may ask for', () => {
  expect(parseDuration('-00:05:00')).toBe(durationOfSeconds(-300));
  expect(parseDuration('00:00:00')).toBe(0);
  expect(toIso(durationOfSeconds(0))).toBe('PT0S');
  expect(toTimeSpan(parseDuration('00:00:00.0000001')!)).toBe('00:00:00.0000001');
  expect(parseDuration('soon')).toBeUndefined();
});
