import { expect, test } from 'vitest';
import { wordsIn } from './index.ts';

test('each part speaks the language that was asked for', () => {
  expect(wordsIn('de').frame.history).toBe('Verlauf');
  expect(wordsIn('en').frame.history).toBe('History');
});
