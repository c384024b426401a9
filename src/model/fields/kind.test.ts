import { describe, expect, it } from 'vitest';
import { durationOfSeconds } from '../duration.ts';
import { interval as intervals } from './interval.ts';
import { scalarKind } from './kind.ts';

const interval = scalarKind('interval', intervals);
const [five, ten] = [durationOfSeconds(300), durationOfSeconds(600)];
const origin = { file: 'a.yaml', line: 1, column: 1 };
const change = { field: 'interval', before: ten, after: five, cause: 'unknown', origin } as const;

describe('a field of which a sync has one', () => {
  it('is shown by a sync that has what is wanted, and by no other', () => {
    const shows = (interval_: unknown) => interval.isShownBy({ interval: interval_, options: [] }, change);
    expect([five, ten, null].map(shows)).toEqual([true, false, false]);
  });

  it('says none of what is not there', () => {
    expect(interval.sidesOf({ ...change, before: null })).toEqual(['none', '5m']);
    expect(interval.toJson({ ...change, before: null })).toMatchObject({ before: null, after: 'PT5M' });
  });

  it('is read from its own JSON as the same', () => {
    const { cause } = change;
    expect(interval.fromJson(interval.toJson(change), { cause, origin })).toEqual(change);
    expect(
      interval.fromJson({ ...interval.toJson(change), after: 'soon' }, { cause, origin }),
    ).toBeUndefined();
  });

  it('seen from the document goes the other way, and to nothing at all never', () => {
    expect(interval.reversed(change)).toMatchObject({ before: five, after: ten });
    expect(interval.reversed({ ...change, before: null })).toMatchObject({ before: five, after: five });
  });
});
