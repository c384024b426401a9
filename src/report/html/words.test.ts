import { expect, test } from 'vitest';
import { commonWordsIn } from './words.ts';

test('Soll and Ist are what German readers know', () => {
  expect([commonWordsIn('de').wanted, commonWordsIn('de').live]).toEqual(['Soll', 'Ist']);
});
