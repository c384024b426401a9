/** `1 sync`, `2 syncs`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `a, b and 3 more`, or `a, b and 3 more places`: so many at most, and how many there are besides. */
export function listed(items: readonly string[], most: number, noun?: string): string {
  const rest = items.length - most;
  if (rest <= 0) return items.join(', ');
  const more = noun === undefined ? `${rest} more` : count(rest, `more ${noun}`);
  return `${items.slice(0, most).join(', ')} and ${more}`;
}
