import { expect, it, test } from 'vitest';
import { code, codeElement, prose } from './escape.ts';

test.each([
  ['Ebay', '`Ebay`'],
  ['', '`""`'],
  [' a ', '`" a "`'],
  ['a\nb', '<code>a&#92;nb</code>'],
  ['a`b', '<code>a&#96;b</code>'],
  ['a|b', '<code>a&#124;b</code>'],
])('%j as code is %s', (text, shown) => {
  expect(code(text)).toBe(shown);
});

test.each([
  ['nothing to do, 5 of 7.', 'nothing to do, 5 of 7.'],
  ['see `a b`', 'see `a b`'],
  ['@someone said #12', '`@someone` said `#12`'],
  ['at 1a2b3c4 now', 'at `1a2b3c4` now'],
])('%j as prose is %s', (text, shown) => {
  expect(prose(text)).toBe(shown);
});

it('cuts what is too long, by cells', () => {
  expect(code('x'.repeat(200))).toBe(`\`${'x'.repeat(119)}…\``);
  expect(codeElement('漢'.repeat(10), 6)).toBe('<code>漢漢…</code>');
});
