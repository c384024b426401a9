/** What a bug is told by: the stack says where, and holds no value. */
export function bugText(error: unknown): string {
  const stack =
    error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line)) : [];
  const name = error instanceof Error ? error.name : typeof error;
  const code = (error as NodeJS.ErrnoException)?.code;
  return [
    `this is a bug in sollist (${name}${code === undefined ? '' : ` ${code}`}); please report it with these lines:`,
    ...stack.slice(0, 8),
  ].join('\n');
}
