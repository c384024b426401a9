/** The lines that a line of YAML lies below, by their indentation, the nearest first. */
export function* linesAbove(lines: readonly string[], at: number): Generator<string> {
  const line = lines[at] ?? '';
  // What is no key may be the value of the key right above it, and meant to stand further to the right.
  let indent = indentOf(line).length + (hasKey(line) ? 0 : 1);
  for (let above = at - 1; above >= 0 && indent > 0; above -= 1) {
    const one = lines[above]!;
    if (one.trim() === '' || indentOf(one).length >= indent) continue;
    indent = indentOf(one).length;
    yield one;
  }
}

export function indentOf(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}

export function hasKey(line: string): boolean {
  return /:(?:\s|$)/.test(line);
}
