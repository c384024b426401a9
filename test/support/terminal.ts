import type { Terminal } from '../../src/cli/terminal.ts';
import { fakeClock } from './clock.ts';

/** A process that nobody looks at, with what was written to it. */
export function fakeTerminal(changes: Partial<Terminal> = {}) {
  const said = { stdout: '', stderr: '' };
  const terminal: Terminal = {
    version: '1.2.3',
    env: {},
    stdout(text) {
      said.stdout += text;
    },
    stderr(text) {
      said.stderr += text;
    },
    isTerminal: { stdout: false, stderr: false },
    columns: 100,
    stop: new AbortController().signal,
    onHangup: () => () => {},
    clock: fakeClock(0),
    random: () => 0,
    ...changes,
  };
  return { terminal, said };
}
