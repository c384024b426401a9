import { expect, test } from 'vitest';
import { faultKinds } from './kinds.ts';
import { parseFaults } from './rules.ts';

test('a fault is read as it is written', () => {
  expect(parseFaults('429=.5:3, latency=0.25:40,409=1x2')).toEqual([
    { kind: '429', rate: 0.5, amount: 3 },
    { kind: 'latency', rate: 0.25, amount: 40 },
    { kind: '409', rate: 1, times: 2 },
  ]);
  expect([parseFaults('none'), parseFaults(' ')]).toEqual([[], []]);
});

test.each(['boom=1', '503', '503=2', '503=-1', '503=x', '503=1,', '503=1:200', 'toString=1'])(
  '%s is a mistake',
  (spec) => {
    expect(parseFaults(spec)).toHaveProperty('mistake');
  },
);

test('what is wrong names the kinds', () => {
  const { mistake } = parseFaults('boom=1') as { mistake: string };
  for (const { kind } of faultKinds) expect(mistake).toContain(kind);
});
