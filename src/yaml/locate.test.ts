import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLocate } from './locate.ts';

it('counts lines and columns from 1, wherever the offset', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '😀') }), (text) => {
      const locate = createLocate('a.yaml', text);
      for (let offset = 0; offset <= text.length; offset++) {
        const before = text.slice(0, offset).split('\n');
        expect(locate(offset)).toEqual({
          file: 'a.yaml',
          line: before.length,
          column: before.at(-1)!.length + 1,
        });
      }
    }),
  );
});
