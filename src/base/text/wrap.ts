import { blanks, cellsOf } from './cells.ts';

/**
 * Breaks a line at blanks, so that each takes so many cells at most, the first perhaps more. A longer word stays whole, since
 * what is copied must work.
 */
export function wrap(line: string, width: number, firstWidth = width): string[] {
  const lines: string[] = [];
  for (const word of line.split(/ (?! )/)) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    const room = lines.length > 1 ? width : firstWidth;
    if (lines.length > 0 && cellsOf(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** How far to the right the rest of a line stands. */
const hanging = 4;
/** With less room for them, words would stand one below the other. */
const narrowest = 20;

/** Text whose lines take so many cells at most, each with the rest of it further to the right. */
export function wrapText(text: string, width: number): string {
  const fit = (line: string) => {
    const indent = line.length - line.trimStart().length;
    const room = width - indent - hanging;
    if (room < narrowest || cellsOf(line) <= width) return line;
    const [first, ...rest] = wrap(line.slice(indent), room);
    const below = rest.map((one) => blanks(indent + hanging) + one.trimStart());
    return [blanks(indent) + first, ...below].join('\n');
  };
  return text.split('\n').map(fit).join('\n');
}
