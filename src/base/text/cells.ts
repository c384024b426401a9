import stringWidth from 'string-width';

/** How many cells of a terminal a text takes: two for an ideograph or an emoji, none for an accent on a letter. */
export function cellsOf(text: string): number {
  return isOfSingleCells(text) ? text.length : stringWidth(text);
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
