import stringWidth from 'string-width';

/** UTF-16 code units. */
const longestPiece = 128;

/** How many cells of a terminal a text takes: two for an ideograph or an emoji, none for an accent on a letter. */
export function cellsOf(text: string): number {
  if (isOfSingleCells(text)) return text.length;
  if (text.length <= longestPiece) return stringWidth(text);
  let cells = 0;
  for (const piece of piecesOf(text)) cells += isOfSingleCells(piece) ? piece.length : stringWidth(piece);
  return cells;
}

/** Nearly all that is ever shown, and quick to measure: ASCII, letters of Latin, and the signs that reports use. */
export function isOfSingleCells(text: string): boolean {
  return /^[ -~¡-¬®-˿–—…→≠✓✗]*$/.test(text);
}

export function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, cellsOf(text)), 0);
}

/** Blanks behind a text, so that it takes so many cells. A wider one stays as it is. */
export function pad(text: string, width: number): string {
  return text + blanks(width - cellsOf(text));
}

export function blanks(width: number): string {
  return ' '.repeat(Math.max(0, width));
}

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
  const characters = createCharacters();
  for (const piece of piecesOf(text, characters)) {
    for (const { segment } of characters.segment(piece)) if (!/\p{Cs}/u.test(segment)) yield segment;
  }
}

/** Made when it is needed: to make one takes longer than to read a small file. */
function createCharacters(): Intl.Segmenter {
  return new Intl.Segmenter('en');
}

/** Of whole characters each, and short: ICU takes for each character of a text a time that grows with all of the text. */
function* piecesOf(text: string, characters = createCharacters()): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const piece = text.slice(at, at + longestPiece);
    const isLast = at + piece.length === text.length;
    // The last character of a piece may go on; only one that fills all of it, as no writing has, is cut.
    const end = isLast ? 0 : (characters.segment(piece).containing(piece.length - 1)?.index ?? 0);
    yield end > 0 ? piece.slice(0, end) : piece;
    at += end > 0 ? end : piece.length;
  }
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
