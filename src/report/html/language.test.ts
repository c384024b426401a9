import { expect, test } from 'vitest';
import { inLanguage, languages, localeOf, type WordTable } from './language.ts';

const table = {
  hello: { en: 'hello', de: 'hallo' },
  syncs: { en: (many: number) => `${many} syncs`, de: (many: number) => `${many} Syncs` },
} as const satisfies WordTable;

test('a table gives the words of one language', () => {
  expect(inLanguage(table, 'de').hello).toBe('hallo');
  expect(inLanguage(table, 'en').syncs(2)).toBe('2 syncs');
});

test('each language has a locale of its own', () => {
  expect(languages.map(localeOf)).toEqual(['en-GB', 'de']);
});
