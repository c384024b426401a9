import { expect, it } from 'vitest';
import { compareOrigins, showOrigin } from './origin.ts';

it('a place is shown as editors open it, and comes after those above it', () => {
  const at = (file: string, line: number, column: number) => ({ file, line, column });
  const places = [at('b.yaml', 1, 1), at('a.yaml', 10, 1), at('a.yaml', 2, 5), at('a.yaml', 2, 3)];
  expect(places.sort(compareOrigins).map(showOrigin)).toEqual([
    'a.yaml:2:3',
    'a.yaml:2:5',
    'a.yaml:10:1',
    'b.yaml:1:1',
  ]);
});
