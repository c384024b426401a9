import { expect, it } from 'vitest';
import { isReason } from './reason.ts';

it('a reason is told from a value', () => {
  expect(isReason({ kind: 'window', text: 'why', hint: 'how' })).toBe(true);
  expect(isReason({ kind: 'text' })).toBe(false);
});
