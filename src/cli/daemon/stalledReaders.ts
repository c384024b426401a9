import type { Terminal } from '../terminal.ts';

/** In bytes: some passes of a large fleet. */
const mostUnread = 4_000_000;

/**
 * The process as a daemon writes to it, which outlives whoever has stopped reading, but not gone: what would pile up in
 * memory is left out. `tell` hears once that it begins (with 0), and once that it ends, with how many texts are lost.
 */
export function outliveStalledReaders(
  terminal: Terminal,
  tell: (stream: 'stdout' | 'stderr', lost: number) => void,
): Terminal {
  const bounded = (stream: 'stdout' | 'stderr') => {
    let lost = 0;
    return (text: string) => {
      if ((terminal.unread?.(stream) ?? 0) > mostUnread) {
        lost += 1;
        if (lost === 1) tell(stream, 0);
        return;
      }
      const before = lost;
      lost = 0;
      if (before > 0) tell(stream, before);
      terminal[stream](text);
    };
  };
  return {
    ...terminal,
    get columns() {
      return terminal.columns; // a window may change its size
    },
    stdout: bounded('stdout'),
    stderr: bounded('stderr'),
  };
}
