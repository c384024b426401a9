import { expect, test } from 'vitest';
import { fakeTerminal } from '../../../test/support/terminal.ts';
import { outliveStalledReaders } from './stalledReaders.ts';

function stalling() {
  let unread = 0;
  const told: unknown[] = [];
  const { terminal, said } = fakeTerminal({ unread: (stream) => (stream === 'stdout' ? unread : 0) });
  const bounded = outliveStalledReaders(terminal, (...what) => told.push(what));
  return { bounded, said, told, stall: (bytes: number) => (unread = bytes) };
}

test('what a reader does not take is left out, which is told once, as is how much it was', () => {
  const { bounded, said, told, stall } = stalling();
  bounded.stdout('1');
  stall(5_000_000);
  bounded.stdout('2');
  bounded.stdout('3');
  bounded.stderr('a');
  expect([said, told]).toEqual([{ stdout: '1', stderr: 'a' }, [['stdout', 0]]]);
  stall(0);
  bounded.stdout('4');
  bounded.stdout('5');
  expect([said.stdout, told]).toEqual([
    '145',
    [
      ['stdout', 0],
      ['stdout', 2],
    ],
  ]);
});

test('a reader who is merely slow loses nothing', () => {
  const { bounded, said, told, stall } = stalling();
  stall(3_000_000);
  bounded.stdout('1');
  expect([said.stdout, told]).toEqual(['1', []]);
});
