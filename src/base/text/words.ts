import { cellsOf } from './cells.ts';

/** `1 sync`, `2 syncs`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** A text as the beginning of a sentence. */
export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** `a, b and 3 more`, or `a, b and 3 more places`: so many at most, and how many there are besides. */
export function listed(items: readonly string[], most: number, noun?: string): string {
  const rest = items.length - most;
  if (rest <= 0) return items.join(', ');
  const more = noun === undefined ? `${rest} more` : count(rest, `more ${noun}`);
  return `${items.slice(0, most).join(', ')} and ${more}`;
}

/** As many items as fit into so many cells, one at least, and how many there are besides. */
export function listedWithin(items: readonly string[], cells: number): string {
  const more = ` and ${items.length} more`.length;
  let used = -2;
  let shown = 0;
  for (const item of items) {
    used += cellsOf(item) + 2;
    if (used > cells) break;
    if (used + more <= cells) shown += 1;
  }
  return used <= cells ? items.join(', ') : listed(items, Math.max(1, shown));
}
