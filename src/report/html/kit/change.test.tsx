import { expect, test } from 'vitest';
import { intervalDrift } from '../../../../test/support/daemonState.ts';
import { textOf as plain } from '../../../../test/support/view.ts';
import { Change } from './change.tsx';

const textOf = (...before: readonly number[]) =>
  plain(`${Change({ fields: before.map((seconds) => intervalDrift(seconds, 300)) })}`);

test('a change reads as one line of text, too', () => {
  expect(textOf(600, 600)).toBe('10m → 5m');
});

test('where tenants differ in what they have, it is told of two', () => {
  expect(textOf(600, 900, 1200)).toBe('10m | 15m + 1 → 5m');
});
