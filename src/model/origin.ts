/** A place in a file the user wrote. Line and column count from 1, the column in UTF-16 code units. */
export type Origin = { readonly file: string; readonly line: number; readonly column: number };

export type Located<T> = { readonly value: T; readonly origin: Origin };

/** A value with its place that takes little room, since ten thousand of them are kept: see `Placed`. */
export function located<T>(value: T, origin: Origin): Located<T> {
  return new Placed(value, origin);
}

/**
 * Keeps line and column in one number, and makes an `Origin` of them for whoever asks, so that it takes half the room. Two
 * origins of one value are equal, and not the same object.
 */
class Placed<T> implements Located<T> {
  readonly value: T;
  private readonly file: string;
  private readonly place: PackedPlace;

  constructor(value: T, origin: Origin) {
    this.value = value;
    this.file = origin.file;
    this.place = packed(origin);
  }

  get origin(): Origin {
    return unpacked(this.file, this.place);
  }
}

/** Line and column in one number. A place that is too far off for a small integer is kept as it is. */
export type PackedPlace = number | Origin;

/** The place of `origin` without its file. */
export function packed(origin: Origin): PackedPlace {
  const { line, column } = origin;
  return line < mostLines && column < mostColumns ? line * mostColumns + column : origin;
}

/** The origin of which `packed` made the place. */
export function unpacked(file: string, place: PackedPlace): Origin {
  if (typeof place !== 'number') return place;
  return { file, line: Math.floor(place / mostColumns), column: place % mostColumns };
}

/** Together 31 bits, which V8 keeps within the object. */
const [mostLines, mostColumns] = [2 ** 19, 2 ** 12];

/** `syncs/ebay.yaml:3:11`. */
export function showOrigin({ file, line, column }: Origin): string {
  return `${file}:${line}:${column}`;
}

/** By file, then by where in it. */
export function compareOrigins(a: Origin, b: Origin): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
