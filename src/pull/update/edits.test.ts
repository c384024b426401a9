import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { durationOfSeconds } from '../../model/duration.ts';
import { applyEdits, editOf, type NewValue, readsAsMeant } from './edits.ts';
import { createFindToken } from './tokens.ts';

/** `a: …` after the value has been replaced. */
function replaced(before: string, value: NewValue): string {
  const text = `a: ${before} # stays\n`;
  const token = createFindToken({ path: 'a.yaml', text })({ line: 1, column: 4 })!;
  const edit = editOf(token, text, value);
  const after = applyEdits(text, [edit]);
  expect(readsAsMeant(text, [edit], after)).toBe(true);
  return after.slice('a: '.length, -' # stays\n'.length);
}

const text = (value: string): NewValue => ({ kind: 'text', text: value });

describe('a new value stands as the old one did', () => {
  test.each([
    ['old', 'new', 'new'],
    ["'old'", "it's", "'it''s'"],
    ['"old"', 'a\tb', '"a\\tb"'],
    ['old', '- x', '"- x"'],
    ['old', 'null', '"null"'],
    ['old', 'a: b', '"a: b"'],
  ])('%s becomes, for %j, %s', (before, value, after) => {
    expect(replaced(before, text(value))).toBe(after);
  });

  test.each([
    ['5m', '10m'],
    ['PT5M', 'PT10M'],
    ['"00:05:00"', '"00:10:00"'],
  ])('an interval %s keeps its notation: %s', (before, after) => {
    expect(replaced(before, { kind: 'interval', duration: durationOfSeconds(600) })).toBe(after);
  });

  it('and reads as just that text, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('old', "'old'", '"old"'),
        fc.string({ unit: 'binary' }),
        (before, value) => {
          replaced(before, text(value));
        },
      ),
    );
  });
});

it('an edit that changes more than it should does not read as meant', () => {
  const before = 'a: 1\nb: 2\n';
  const edit = { start: 3, end: 4, text: '3', reads: '3' };
  expect(readsAsMeant(before, [edit], 'a: 3\nb: 2\n')).toBe(true);
  for (const after of ['a: 3\nb: 4\n', 'a: 3\n', 'b: 2\na: 3\n', 'a: [\n', 'a: 3\nb: "2"\n']) {
    expect(readsAsMeant(before, [edit], after)).toBe(false);
  }
});
