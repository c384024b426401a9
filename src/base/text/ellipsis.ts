import { cellsOf, isOfSingleCells } from './cells.ts';

/** The start of a text in at most so many cells; an ellipsis stands for what is cut off. No character is cut in two. */
export function crop(text: string, most: number): string {
  if (fits(text, most)) return text;
  if (most <= 0) return '';
  const start = text.slice(0, most);
  if (isOfSingleCells(start)) return `${start.slice(0, -1)}…`;
  return `${takeWhatFits(charactersOf(text.slice(0, longestOf(most))), most - 1).join('')}…`;
}

/** The end of a text, as `crop` has its start. */
export function cropStart(text: string, most: number): string {
  if (fits(text, most)) return text;
  if (most <= 0) return '';
  const backwards = [...charactersOf(text.slice(-longestOf(most)))].reverse();
  return `…${takeWhatFits(backwards, most - 1)
    .reverse()
    .join('')}`;
}

/** As many UTF-16 code units as anybody writes into so many cells: marks without end on one letter are cut off too. */
function longestOf(cells: number): number {
  return Math.max(1, cells) * 16;
}

function fits(text: string, most: number): boolean {
  return text.length <= longestOf(most) && cellsOf(text) <= most;
}

/** As people see them, each with its marks. Half a character, where the text was cut, is none. */
function* charactersOf(text: string): Generator<string> {
  // Made when it is needed: to make one takes longer than to read a small file.
  const characters = new Intl.Segmenter('en');
  for (const { segment } of characters.segment(text)) if (!/\p{Cs}/u.test(segment)) yield segment;
}

function takeWhatFits(all: Iterable<string>, most: number): string[] {
  const taken: string[] = [];
  let left = most;
  for (const one of all) {
    left -= cellsOf(one);
    if (left < 0) break;
    taken.push(one);
  }
  return taken;
}
