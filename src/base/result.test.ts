import { expect, it } from 'vitest';
import { failed, ok, type Result } from './result.ts';

it('is a value or why there is none, even where either is nothing', () => {
  const told = (result: Result<string | null>) => (result.ok ? ['is', result.value] : ['none', result.why]);
  expect([ok('five'), ok(null), failed('is no number')].map(told)).toEqual([
    ['is', 'five'],
    ['is', null],
    ['none', 'is no number'],
  ]);
});
