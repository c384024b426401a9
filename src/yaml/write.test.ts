import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createLocate } from './locate.ts';
import { parseYaml } from './parse.ts';
import { isVisible, isWellFormed, remark, scalar } from './write.ts';

function readBack(text: string): unknown {
  return parseYaml(text, createLocate('a.yaml', text)).documents[0]?.data;
}

describe('a scalar', () => {
  test.each(['Ebay', 'Größe (neu)', '3c90c3cc-0d44-4b50-8888-8dd25736052a'])(
    '%s stands without quotes',
    (text) => {
      expect(scalar(text)).toBe(text);
    },
  );

  test.each(['', 'true', 'no', '12', '~', 'a: b', '- a', '#a', ' a', '*a', 'a\u00a0b', 'a\nb', '\u2028'])(
    '%j stands in quotes, on one line',
    (text) => {
      expect(scalar(text)).toMatch(/^"[^\n\u2028\u00a0]*"$/);
    },
  );

  it('reads back as it was, as a value, as a key (composed) and inside braces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }).filter(isWellFormed), (text) => {
        expect(readBack(`a: ${scalar(text)}\n`)).toEqual({ a: text });
        expect(readBack(`b: { a: ${scalar(text)} }\n`)).toEqual({ b: { a: text } });
        const key = text.normalize('NFC');
        if (text !== '<<') expect(readBack(`${scalar(text)}: 1\n`)).toEqual(Object.fromEntries([[key, 1]]));
      }),
    );
  });
});

it('a remark is on one line and of bounded length', () => {
  expect(remark('a\nb')).toBe('"a\\nb"');
  expect(remark('x'.repeat(200))).toHaveLength(83);
});

it('tells what people cannot see or tell apart', () => {
  expect(['Ebay', 'a b', '漢字'].every(isVisible)).toBe(true);
  expect(['a\u00a0b', 'a\u200b', 'a\tb'].some(isVisible)).toBe(false);
});
