import { availableParallelism, cpus } from 'node:os';

/** A table in Markdown. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, head.map(() => '---'), ...rows];
  return all.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What was measured on, and when. */
export function machine(): string {
  const day = new Date().toISOString().slice(0, 10);
  const model = cpus()[0]?.model.trim() ?? 'unknown CPU';
  return `${day}, Node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores (${model})`;
}
