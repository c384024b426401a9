import { expect, test } from 'vitest';
import { languageFor } from './language.ts';

test.each([
  [undefined, undefined, 'en'],
  [undefined, 'de-DE,de;q=0.9,en;q=0.8', 'de'],
  [undefined, 'en;q=0.5, de-AT;q=0.7', 'de'],
  [undefined, 'fr, de;q=0, en;q=0.1', 'en'],
  [undefined, '*', 'en'],
  [undefined, '*;q=0.5, de;q=0.1', 'en'],
  [undefined, '*, en;q=0', 'de'],
  [undefined, 'de, en', 'de'],
  [undefined, ';;q=,,\u0000', 'en'],
  ['de', 'en', 'de'],
  ['xx', 'de', 'de'],
] as const)('chosen %j and accepted %j give %s', (chosen, accepted, language) => {
  expect(languageFor(chosen, accepted)).toBe(language);
});
