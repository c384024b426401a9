import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cellsOf } from './cells.ts';
import { crop, cropStart } from './ellipsis.ts';

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
