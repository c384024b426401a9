import { expect, it } from 'vitest';
import { type Block, fitInto, minus, sizeOf } from './fit.ts';

const block = (pieces: readonly string[], most?: number): Block<string> => ({
  head: '[',
  pieces: pieces.map((text) => ({ text, about: text })),
  tail: (missing) => `${missing}]`,
  ...(most !== undefined && { most }),
});

it('shows all that there is room for, and counts what there is none for', () => {
  const room = { units: 8, bytes: 100 };
  expect(fitInto([block(['aa', 'bb'])], room)).toEqual({ text: '[aabb0]', leftOut: [] });
  expect(fitInto([block(['aa', 'bb', 'cc'])], room)).toEqual({ text: '[aabb1]', leftOut: ['cc'] });
});

it('shows nothing more after the first block that lacks room, unless that one is capped', () => {
  const room = { units: 10, bytes: 100 };
  expect(fitInto([block(['aaa', 'bbbbb']), block(['c'])], room)).toEqual({
    text: '[aaa1]',
    leftOut: ['bbbbb', 'c'],
  });
  expect(fitInto([block(['a', 'b'], 4), block(['c'])], room)).toEqual({ text: '[a1][c0]', leftOut: ['b'] });
});

it('counts bytes too', () => {
  expect(sizeOf('漢')).toEqual({ units: 1, bytes: 3 });
  expect(minus({ units: 5, bytes: 9 }, sizeOf('漢'))).toEqual({ units: 4, bytes: 6 });
  expect(fitInto([block(['漢', '字'])], { units: 100, bytes: 7 })).toEqual({
    text: '[漢1]',
    leftOut: ['字'],
  });
});
