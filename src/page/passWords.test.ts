import { expect, test } from 'vitest';
import { reasonsIn, resultIn } from './passWords.ts';
import { wordsIn } from './words/index.ts';

test('a pass is told in the language of the reader, what nobody knows as it is', () => {
  expect(reasonsIn(['schedule', 'tide'], wordsIn('de'))).toEqual(['nach Zeitplan', 'tide']);
  expect([resultIn('refused', wordsIn('de')), resultIn('odd', wordsIn('en'))]).toEqual(['abgelehnt', 'odd']);
});
