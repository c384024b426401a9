import { expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import { clockText } from './lanes.ts';

test('a time is what clocks in the configured timezone show', () => {
  expect(clockText(Date.parse('2026-11-26T08:20:00Z'), aView())).toBe('09:20');
  expect(clockText(Date.parse('2026-11-26T08:20:07Z'), aView())).toBe('09:20:07');
});
