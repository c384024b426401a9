import { expect, test } from 'vitest';
import { commonWordsIn } from '../words.ts';
import { Mark, Shape, tones } from './mark.tsx';

test('a mark has a shape and a word', () => {
  expect(`${Mark({ tone: 'failing', words: commonWordsIn('en') })}`).toMatch(/<path.*unreachable/s);
});

test('each tone has a shape of its own', () => {
  expect(new Set(tones.map((tone) => `${Shape({ tone })}`.match(/ d="(.*?)"/)![1])).size).toBe(tones.length);
});
