import type { Code } from '../problems/codes.ts';
import { mostProblems, type Problem } from '../problems/problem.ts';
import type { Locate } from './locate.ts';
import { explainSyntax } from './syntax.ts';

export type Notes = ReturnType<typeof createNotes>;

/** What is noted while a file is read. */
export function createNotes(text: string, locate: Locate) {
  const problems: Problem[] = [];
  let count = 0;
  const stumbledOn = new Set<number>();
  let lastStumbledOn = 0;
  let aliased = 0;
  const add = (offset: number, code: Code, message: string, hint?: string) => {
    count += 1;
    if (problems.length === mostProblems) return;
    problems.push({ code, message, ...(hint !== undefined && { hint }), origin: locate(offset) });
  };
  return {
    problems: problems as readonly Problem[],
    count: () => count,
    line: (offset: number) => locate(offset).line,
    add,
    /** One slip makes the parser stumble several times: only the first on a line is told. */
    syntax(offset: number, code: string, wording: string) {
      const { line } = locate(offset);
      if (line === lastStumbledOn || stumbledOn.has(line)) return;
      lastStumbledOn = line;
      if (stumbledOn.size < mostProblems) stumbledOn.add(line);
      const { message, hint } = explainSyntax(code, wording, restOfLine(text, offset));
      add(offset, 'yaml', message, hint);
    },
    /** Counts nodes that aliases brought in, and gives the sum so far. */
    alias(size: number) {
      aliased += size;
      return aliased;
    },
  };
}

function restOfLine(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(offset, Math.min(end === -1 ? text.length : end, offset + 200)).trimEnd();
}
