import type { Origin } from '../model/origin.ts';

/** The place of an offset (in UTF-16 code units) into a file's text. */
export type Locate = (offset: number) => Origin;

/** Lines are counted when the first place is asked for, since most files of a good tree are asked for few. */
export function createLocate(file: string, text: string): Locate {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(text);
    const line = lastAtOrBefore(starts, offset);
    return { file, line: line + 1, column: offset - starts[line]! + 1 };
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
