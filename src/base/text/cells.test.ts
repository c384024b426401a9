import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it, test } from 'vitest';
import { cellsOf, crop, cropStart, isOfSingleCells, pad, widest } from './cells.ts';

describe('a text', () => {
  test.each([
    ['', 0],
    ['Ebay', 4],
    ['Größe → 5m…', 11],
    ['漢字', 4],
    ['🟢', 2],
    ['e\u0301', 1],
    ['각', 2],
    ['ｱ', 1],
  ])('%j takes %i cells', (text, cells) => {
    expect(cellsOf(text)).toBe(cells);
  });

  it('is measured the quick way only where each character takes one cell', () => {
    const simple = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code)).filter(
      isOfSingleCells,
    );
    expect(simple.length).toBeGreaterThan(600);
    expect(simple.filter((one) => stringWidth(one) !== 1)).toEqual([]);
    expect(stringWidth(simple.join(' '))).toBe(simple.length * 2 - 1);
  });

  it('is padded to so many cells, and never cut', () => {
    expect(['ab', '漢', 'e\u0301', 'abcd'].map((text) => `${pad(text, 3)}|`)).toEqual([
      'ab |',
      '漢 |',
      'e\u0301  |',
      'abcd|',
    ]);
  });

  it('is as wide as no other, or nothing where there is none', () => {
    expect(widest(['abc', '漢字'])).toBe(4);
    expect(widest([])).toBe(0);
  });
});

describe('a text that is too wide', () => {
  test.each([
    ['abcdef', 4, 'abc…', '…def'],
    ['漢字漢字', 5, '漢字…', '…漢字'],
    ['漢字漢字', 4, '漢…', '…字'],
    ['🙂🙂🙂', 3, '🙂…', '…🙂'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…', '…e\u0301'],
    ['abc', 1, '…', '…'],
    ['abc', 0, '', ''],
  ])('%j in %i cells keeps its start (%j) or its end (%j)', (text, most, start, end) => {
    expect([crop(text, most), cropStart(text, most)]).toEqual([start, end]);
  });

  it('loses marks without end, which take no cell', () => {
    expect(crop(`e${'\u0301'.repeat(100_000)}`, 10).length).toBeLessThan(200);
    expect(cropStart(`e${'\u0301'.repeat(100_000)}`, 10).length).toBeLessThan(200);
  });
});

describe('whatever the text', () => {
  const texts = fc.string({
    unit: fc.constantFrom('a', 'ß', '漢', '🙂', '\u0301', '각', ' ', '→', 'ก\u0e33'),
  });

  it('it stays as it is where it fits, and takes no more cells than there are where it does not', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 20 }), (text, most) => {
        for (const cropped of [crop(text, most), cropStart(text, most)]) {
          expect(cellsOf(cropped)).toBeLessThanOrEqual(most);
          if (cellsOf(text) <= most) expect(cropped).toBe(text);
        }
      }),
    );
  });

  it('what is kept is its start, or its end, and whole characters', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 20 }), (text, most) => {
        expect(text.startsWith(crop(text, most).replace(/…$/, ''))).toBe(true);
        expect(text.endsWith(cropStart(text, most).replace(/^…/, ''))).toBe(true);
        expect(crop(text, most)).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});
