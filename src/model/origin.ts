/** A place in a file the user wrote. Line and column count from 1, the column in UTF-16 code units. */
export type Origin = { readonly file: string; readonly line: number; readonly column: number };

export type Located<T> = { readonly value: T; readonly origin: Origin };

/** `syncs/ebay.yaml:3:11`. */
export function showOrigin({ file, line, column }: Origin): string {
  return `${file}:${line}:${column}`;
}

/** By file, then by where in it. */
export function compareOrigins(a: Origin, b: Origin): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
