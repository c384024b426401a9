import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { fakeTerminal } from '../../test/support/terminal.ts';
import { command } from './command.ts';
import { commonFlags } from './commonFlags.ts';
import type { Terminal } from './terminal.ts';

async function act(run: () => Promise<0>, args: readonly string[], changes: Partial<Terminal> = {}) {
  const one = command({
    about: 'try',
    document: 'error',
    settings: [],
    examples: [
      ['try', 'one'],
      ['try this', 'another'],
    ],
    flags: commonFlags(['text', 'json']),
    mistake: (_, [word]) => (word === 'wrong' ? 'no such word' : undefined),
    run,
  });
  const { terminal, said } = fakeTerminal(changes);
  const parsed = new Command('try')
    .exitOverride()
    .configureOutput({ writeErr: terminal.stderr })
    .argument('[word]');
  for (const option of one.options) parsed.addOption(option);
  parsed.parse(args, { from: 'user' });
  const code = await one.act({ command: parsed, env: {} }, terminal, parsed.args);
  return { code, ...said };
}

const breaks = () => Promise.reject(new TypeError('x'));

describe('a command', () => {
  test('gives the exit code of what it does', async () => {
    expect(await act(async () => 0, [])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('that meets a bug says so on stderr, and leaves one document where one was asked for', async () => {
    const { code, stdout, stderr } = await act(breaks, ['--output', 'json']);
    expect([code, JSON.parse(stdout).problems[0].code]).toEqual([1, 'internal']);
    expect(stderr).toMatch(/^error: this is a bug in sollist \(TypeError\)/);
    expect((await act(breaks, [])).stdout).toBe('');
  });

  test('that is stopped is no bug, and ends with the code of the signal', async () => {
    const { code, stderr } = await act(breaks, [], { stop: AbortSignal.abort('SIGTERM') });
    expect([code, stderr]).toEqual([143, 'stopped by SIGTERM\n']);
  });

  test('whose words do not go together is not run', async () => {
    await expect(act(breaks, ['wrong'])).rejects.toThrow('no such word');
  });
});
