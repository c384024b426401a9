import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { choice, type Flags, list, option, valuesOf, wholeNumber, yes } from './option.ts';

const flags = {
  count: option('--count <count>', 'how many', wholeNumber, { variable: 'COUNT' }),
  mode: choice('--mode <mode>', 'how', ['fast', 'slow'], { fallback: 'slow' }),
  name: list('--name <name>', 'who', { split: (text) => text.split(',') }),
  force: yes('--force', 'in any case', { variable: 'FORCE' }),
  color: yes('--no-color', 'no colours'),
};

function read<T extends object>(all: Flags<T>, args: readonly string[], env: Record<string, string> = {}): T {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  for (const name in all) for (const one of all[name].options) command.addOption(one);
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    command.parse(args, { from: 'user' });
  } finally {
    process.env = before;
  }
  return valuesOf(all, { command, env });
}

describe('flags', () => {
  test('have the type of what their options give', () => {
    const values = read(flags, []);
    const { count, mode, name, force, color } = values;
    const typed: [number | undefined, 'fast' | 'slow', readonly string[], boolean, boolean] = [
      count,
      mode,
      name,
      force,
      color,
    ];
    expect(typed).toEqual([undefined, 'slow', [], false, true]);
  });

  test('are read from the command line, and lists grow', () => {
    const args = ['--count', '3', '--mode', 'fast', '--name', 'a,b', '--name', 'c', '--force', '--no-color'];
    const name = ['a', 'b', 'c'];
    expect(read(flags, args)).toEqual({ count: 3, mode: 'fast', name, force: true, color: false });
  });

  test('are read from variables, where a no is a no', () => {
    expect(read(flags, [], { COUNT: '4', FORCE: 'false' })).toMatchObject({ count: 4, force: false });
    expect(read(flags, [], { FORCE: 'yes' })).toMatchObject({ force: true });
  });

  test.each([
    ['--count', 'many'],
    ['--mode', 'odd'],
  ])('that cannot be are wrong usage: %s %s', (flag, value) => {
    expect(() => read(flags, [flag, value])).toThrow(/invalid/);
  });
});
