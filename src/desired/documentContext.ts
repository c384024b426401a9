import type { Calendar } from '../base/calendar.ts';
import { type Located, located } from '../model/origin.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import type { Code } from '../problems/codes.ts';
import type { Problem } from '../problems/problem.ts';
import type { Locate } from '../yaml/locate.ts';
import type { YamlNode } from '../yaml/node.ts';

/** What reading a document needs and gathers. `ends`: when suspensions end by themselves, in milliseconds since 1970. */
export type DocumentContext = {
  readonly file: SourceFile;
  readonly timezone: string;
  readonly calendar: Calendar;
  readonly locate: Locate;
  readonly problems: Problem[];
  readonly ends: Located<number>[];
};

export function locatedAt<T>({ offset }: YamlNode, value: T, { locate }: DocumentContext): Located<T> {
  return located(value, locate(offset));
}

/** A mistake in the meaning, at its place. */
export function report(
  { problems, locate }: DocumentContext,
  node: YamlNode,
  code: Code,
  mistake: Pick<Problem, 'message' | 'hint'>,
): void {
  problems.push({ code, ...mistake, origin: locate(node.offset) });
}
