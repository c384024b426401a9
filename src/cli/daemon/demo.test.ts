import { expect, test } from 'vitest';
import { fakeTerminal } from '../../../test/support/terminal.ts';
import { hearDemoKeys } from './demo.ts';

function aDemo() {
  const done: string[] = [];
  let press: (key: string) => void = () => {};
  const { terminal, said } = fakeTerminal({
    onKey: (listener) => {
      press = listener;
    },
    quit: () => void done.push('quit'),
  });
  const flags = { tenant: [], color: false, full: false };
  // Nothing listens on port 1.
  hearDemoKeys({
    flags,
    terminal,
    url: 'http://127.0.0.1:1',
    lookNow: () => void done.push('look'),
    open: (address) => void done.push(address),
  });
  return { done, said, press: (key: string) => press(key) };
}

test('r looks and q quits, in capitals too, and other keys do nothing', () => {
  const { done, said, press } = aDemo();
  for (const key of ['r', 'x', 'Q']) press(key);
  expect(done).toEqual(['look', 'quit']);
  expect(said).toEqual({ stdout: '', stderr: '' });
});

test('o prints the address, and opens it', () => {
  const { done, said, press } = aDemo();
  press('o');
  expect(said.stdout).toBe('http://127.0.0.1:1/\n');
  expect(done).toEqual(['http://127.0.0.1:1/']);
});

test('s says why there is no status where there is none', async () => {
  const { said, press } = aDemo();
  press('s');
  await expect.poll(() => said.stdout).toContain('no daemon can be reached');
});
