import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storedValue } from './optionType.ts';

test.each([
  ['bool', ' TRUE ', 'true', 'True'],
  ['System.Boolean', 'false', 'false', 'False'],
  ['Int32', '+007', '7', '07'],
  ['int', '-0', '0', '00'],
  ['Integer', '-2147483648', '-2147483648', '-02147483648'],
  ['Int64', '9223372036854775807', '9223372036854775807', '09223372036854775807'],
  ['Decimal', '01,50', '1.50', '1,50'],
  ['double', '-3', '-3', '-3'],
  ['String', ' as it is ', ' as it is ', ' as it is '],
  ['Whatever', '05', '05', '05'],
])('a %s keeps %j as %j, or oddly as %j', (type, text, plain, odd) => {
  expect([storedValue(type, text, 'plain'), storedValue(type, text, 'odd')]).toEqual([plain, odd]);
});

test.each([
  ['bool', '1'],
  ['bool', ''],
  ['Int32', '2147483648'],
  ['Int32', '-2147483649'],
  ['Int32', '1.0'],
  ['Int64', '9223372036854775808'],
  ['Decimal', '1.5.0'],
  ['Decimal', '.5'],
])('a %s cannot hold %j', (type, text) => {
  expect(storedValue(type, text, 'plain')).toBeUndefined();
});

test('what is stored is stored so again, in either spelling', () => {
  const types = fc.constantFrom('bool', 'Int32', 'Int64', 'Decimal', 'String');
  const texts = fc.oneof(fc.constantFrom('true', 'False'), fc.integer().map(String), fc.string());
  const spellings = fc.constantFrom('plain' as const, 'odd' as const);
  fc.assert(
    fc.property(types, texts, spellings, spellings, (type, text, first, then) => {
      const stored = storedValue(type, text, first);
      if (stored === undefined) return;
      expect(storedValue(type, stored, first)).toBe(stored);
      expect(storedValue(type, stored, then)).toBe(storedValue(type, text, then));
    }),
  );
});
