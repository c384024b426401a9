import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Draft, noLink, parseObject, readSealed, seal, tornFrom } from './chain.ts';

const draft: Draft = { kind: 'lost', time: '2026-03-04T12:00:00.000Z', count: 3 };

describe('a sealed line', () => {
  it('is read back with its number and what it follows', () => {
    const first = seal(draft, noLink);
    const second = seal({ ...draft, count: 4 }, first.link);
    expect(readSealed(Buffer.from(first.line))).toMatchObject({ number: 1, previous: null });
    expect(readSealed(Buffer.from(second.line))).toMatchObject({
      number: 2,
      previous: first.link.hash,
      kind: 'lost',
      count: 4,
    });
  });

  it('is none any more once any byte of it is another one', () => {
    const line = Buffer.from(seal(draft, noLink).line);
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(line);
        changed[at] = changed[at]! ^ by;
        expect(readSealed(changed)).toBeUndefined();
      }),
    );
  });

  it('is none where it was cut', () => {
    const { line } = seal(draft, noLink);
    for (let length = 0; length < line.length; length++) {
      expect(readSealed(Buffer.from(line.slice(0, length)))).toBeUndefined();
    }
  });
});

it('only an object is a record', () => {
  expect(['{"a":1}', '[1]', 'null', '"text"', '{"a":'].map((text) => parseObject(text))).toEqual([
    { a: 1 },
    [1],
    undefined,
    undefined,
    undefined,
  ]);
});

it('what a crash left behind is known by its length and its hash', () => {
  expect(tornFrom(Buffer.from('{"ki'))).toMatchObject({ bytes: 4 });
  expect(tornFrom(Buffer.from('a')).digest).not.toBe(tornFrom(Buffer.from('b')).digest);
});
