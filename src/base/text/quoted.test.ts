import { expect, it } from 'vitest';
import { quoted } from './quoted.ts';

it('quotes a line’s worth', () => {
  expect(quoted('Ebay')).toBe('`Ebay`');
  expect(quoted('x'.repeat(100))).toBe(`\`${'x'.repeat(60)}…\``);
});
