import stringWidth from 'string-width';
import { describe, expect, it, test } from 'vitest';
import { cellsOf, isOfSingleCells, pad, widest } from './cells.ts';

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
