import { describe, expect, it, test } from 'vitest';
import { anOption, aSync } from '../../../test/support/build.ts';
import { aChange, anInterval, anOptionChange } from '../../../test/support/report.ts';
import { durationOfSeconds } from '../../model/duration.ts';
import { dialectHint, residual } from './verify.ts';

const [interval, option] = [anInterval(), anOptionChange()];
const change = aChange({ fields: [interval, option] });

describe('what a sync does not show of a change', () => {
  const sync = (seconds: number, value: string) =>
    aSync({ interval: durationOfSeconds(seconds), options: [anOption({ value })] });

  test.each([
    ['nothing, where all took', sync(300, 'True'), []],
    ['what did not take', sync(600, 'true'), [interval]],
    ['an option that is gone', aSync({ interval: durationOfSeconds(300), options: [] }), [option]],
  ])('is %s', (_, live, left) => {
    expect(residual(change, live)).toEqual(left);
  });
});

describe('the version is a likely cause', () => {
  it('where all options were ignored, and nothing else', () => {
    expect(dialectHint('2.0', change, [option])).toContain('api.version is 2.0');
    expect(dialectHint('2.1', change, [option])).toContain('api.version is 2.1');
  });

  test.each([
    ['the interval did not take either', '2.0', [interval, option]],
    ['only the interval did not take', '2.0', [interval]],
    ['there is only one name for them', '1.1', [option]],
  ] as const)('but not where %s', (_, version, left) => {
    expect(dialectHint(version, change, left)).toBeUndefined();
  });
});
