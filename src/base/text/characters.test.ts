import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { runs } from '../../../test/support/runs.ts';
import { blankIn, looksOf, normalized, spellOut, trimBlanks, unseenDifference } from './characters.ts';

const blanks = [
  ' ',
  '\t',
  '\r\n',
  '\0',
  '\u0085',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\u2028',
  '\u2060',
  '\u3000',
  '\ufeff',
];

test.each(blanks)('%j is lost at both ends, and found inside', (blank) => {
  expect(trimBlanks(`${blank}${blank}a b${blank}`)).toBe('a b');
  expect(blankIn(`a${blank}b`)).toMatch(/^U\+[0-9A-F]{4} /);
});

it('leaves what holds none as it is', () => {
  expect([trimBlanks(''), trimBlanks(' \n'), trimBlanks('ä'), blankIn('ä-b')]).toEqual([
    '',
    '',
    'ä',
    undefined,
  ]);
});

test.each([
  ['\u00a0', 'U+00A0 no-break space'],
  ['\u2003', 'U+2003 space'],
  ['\u0435', 'U+0435 Cyrillic \u0435'],
  ['\u03bf', 'U+03BF Greek \u03bf'],
  ['Ｅ', 'U+FF25 fullwidth Ｅ'],
  ['\u0308', 'U+0308 combining mark'],
  ['\u0001', 'U+0001 control character'],
  ['\u{e0041}', 'U+E0041 invisible character'],
  ['e', 'U+0065 e'],
])('%j is spelled out', (character, spelled) => {
  expect(spellOut(character)).toBe(spelled);
});

describe('what nobody sees of a difference', () => {
  test.each([
    ['Ebay\u00a0Shop', 'Ebay Shop', 'there U+0020 space, here U+00A0 no-break space'],
    ['Eb\u00aday', 'Ebay', 'there U+0061 a, here U+00AD soft hyphen'],
    ['Ebay\u200b', 'Ebay', 'there the end, here U+200B zero width space'],
    ['Ebay', 'Ebay\ufeff', 'there U+FEFF byte order mark, here the end'],
    ['\u0415bay', 'Ebay', 'there U+0045 E, here U+0415 Cyrillic \u0415'],
    ['ebay sh\u03bfp', 'Ebay Shop', 'there U+006F o, here U+03BF Greek \u03bf'],
    ['Ｅｂａｙ', 'Ebay', 'there U+0045 E, here U+FF25 fullwidth Ｅ'],
    ['Shop IO', 'Shop I0', 'there U+0030 0, here U+004F O'],
  ])('%j and %j', (here, there, spelled) => {
    expect(looksOf(here)).toBe(looksOf(there));
    expect(unseenDifference(here, there)).toBe(spelled);
  });

  it('is nothing where it can be seen', () => {
    for (const there of ['Ebey', 'ebay', 'Ebay', 'Ebay Shop', 'Eba'])
      expect(unseenDifference('Ebay', there)).toBeUndefined();
    expect(unseenDifference('Зокозы', 'Заказы')).toBeUndefined();
    expect(unseenDifference('acмe', 'acme')).toBe('there U+006D m, here U+043C Cyrillic м');
  });
});

const forms = ['NFC', 'NFKC', 'NFKD'] as const;
const someText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('e', '\u0301', '\u0316', '\uff9e', '\u0958', '¨', '漢', '\ud800'),
    fc.string({ minLength: 1 }),
  ),
});

test('a text is normalized as the language does it, and one that is normal stays as it is', () => {
  fc.assert(
    fc.property(someText, fc.constantFrom(...forms), (text, form) => {
      expect(normalized(text, form)).toBe(text.normalize(form));
      expect(normalized(normalized(text, form), form)).toBe(normalized(text, form));
    }),
    runs(300),
  );
});

test('a run of more marks than any writing has stays as it is; what stands around it does not', () => {
  const run = '\u0301\u0316'.repeat(50);
  expect(normalized(`e\u0301${run}`)).toBe(`e\u0301${run}`);
  expect(normalized(`e\u0301 e${run}e\u0301`)).toBe(`é e${run}é`);
  expect(normalized(`e${'\u0301\u0316'.repeat(32)}`)).toBe(`e${'\u0301\u0316'.repeat(32)}`.normalize('NFC'));
});

test.each([
  ['marks', '\u0301\u0316'],
  ['letters that become marks', '\uff9e\u0316'],
])('millions of %s out of order stay as they are', (_name, unit) => {
  const text = unit.repeat(1_500_000);
  for (const form of forms) expect(normalized(text, form)).toBe(text);
});
