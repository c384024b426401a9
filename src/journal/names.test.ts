import { expect, it } from 'vitest';
import { rotatedName } from './names.ts';

it('a full file is named by its number', () => {
  expect(rotatedName(12)).toBe('journal-12.jsonl');
});
