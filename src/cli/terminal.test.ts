import { expect, test } from 'vitest';
import { fakeTerminal } from '../../test/support/terminal.ts';
import { lookOf, paintFor } from './terminal.ts';

const isTerminal = { stdout: true, stderr: false };

test('colours are for a person who looks on, on that stream, and did not say no', () => {
  const looking = fakeTerminal({ isTerminal }).terminal;
  expect(paintFor('stdout', looking, true).red('x')).toBe('\u001b[31mx\u001b[39m');
  expect(paintFor('stderr', looking, true).red('x')).toBe('x');
  expect(paintFor('stdout', looking, false).red('x')).toBe('x');
  expect(paintFor('stdout', { ...looking, env: { NO_COLOR: '1' } }, true).red('x')).toBe('x');
});

test('colours can be forced into a pipe, whatever else the variables say, but not against the flag', () => {
  const inPipe = (env: Record<string, string>, wanted = true) =>
    paintFor('stdout', fakeTerminal({ env }).terminal, wanted).red('x') !== 'x';
  expect(inPipe({})).toBe(false);
  for (const env of [{ FORCE_COLOR: '1' }, { FORCE_COLOR: 'true' }, { FORCE_COLOR: '3', NO_COLOR: '1' }]) {
    expect(inPipe(env)).toBe(true);
    expect(inPipe(env, false)).toBe(false);
  }
  const looking = fakeTerminal({ isTerminal, env: { FORCE_COLOR: '0' } }).terminal;
  expect(paintFor('stdout', looking, true).red('x')).toBe('x');
});

test('reports are as wide as the terminal, and show the lines of the files that were read', () => {
  const { width, textOf } = lookOf(
    fakeTerminal({ columns: 60 }).terminal,
    { color: true },
    (file) => `of ${file}`,
  );
  expect([width, textOf('a.yaml')]).toEqual([60, 'of a.yaml']);
});
