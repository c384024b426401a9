import { cellsOf } from './cells.ts';

/** Breaks a line at blanks, so that each takes so many cells at most. A longer word stays whole, since what is copied must work. */
export function wrap(line: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of line.split(/ (?! )/)) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && cellsOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
