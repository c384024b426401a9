/** The smallest part that is shown or left out, with what it says, to be counted where it is left out. */
export type Piece<T> = { readonly text: string; readonly about: T };

/** What opens and closes together: a list, a table, something folded. Only whole pieces of it are left out. */
export type Block<T> = {
  readonly head: string;
  readonly pieces: readonly Piece<T>[];
  /** Closes what `head` opened, and says how many pieces are missing. The more digits, the longer, and nothing else. */
  readonly tail: (missing: number) => string;
  /** So much it takes at most, in UTF-16 code units, so that it does not crowd out the rest. */
  readonly most?: number;
};

/** In UTF-16 code units, and in bytes of UTF-8. */
export type Size = { readonly units: number; readonly bytes: number };

export type Fitted<T> = { readonly text: string; readonly leftOut: readonly T[] };

/** As many of the blocks as there is room for, in their order. From the first one on that is cut for lack of it, nothing is shown. */
export function fitInto<T>(blocks: readonly Block<T>[], room: Size): Fitted<T> {
  const shown: string[] = [];
  const leftOut: T[] = [];
  let free = room;
  let isFull = false;
  for (const block of blocks) {
    const cut: Cut<T> = isFull ? nothing(block) : cutTo(block, free);
    shown.push(cut.text);
    leftOut.push(...cut.leftOut);
    free = minus(free, sizeOf(cut.text));
    isFull ||= cut.isFull;
  }
  return { text: shown.join(''), leftOut };
}

type Cut<T> = Fitted<T> & { readonly isFull: boolean };

function nothing<T>(block: Block<T>): Cut<T> {
  return { text: '', leftOut: block.pieces.map((piece) => piece.about), isFull: true };
}

function cutTo<T>(block: Block<T>, room: Size): Cut<T> {
  const most = Math.min(room.units, block.most ?? room.units);
  const frame = plus(sizeOf(block.head), sizeOf(block.tail(block.pieces.length)));
  const { count, isFrameTooLarge } = countThatFit(block.pieces, minus({ ...room, units: most }, frame));
  const missing = block.pieces.slice(count);
  const isFull = most === room.units && (isFrameTooLarge || missing.length > 0);
  if (isFrameTooLarge || (count === 0 && missing.length > 0)) return { ...nothing(block), isFull };
  const pieces = block.pieces.slice(0, count).map((piece) => piece.text);
  const text = [block.head, ...pieces, block.tail(missing.length)].join('');
  return { text, leftOut: missing.map((piece) => piece.about), isFull };
}

function countThatFit<T>(pieces: readonly Piece<T>[], room: Size) {
  let free = room;
  let count = 0;
  for (const { text } of pieces) {
    free = minus(free, sizeOf(text));
    if (isShort(free)) break;
    count += 1;
  }
  return { count, isFrameTooLarge: isShort(room) };
}

export function sizeOf(text: string): Size {
  return { units: text.length, bytes: new TextEncoder().encode(text).length };
}

export function minus(a: Size, b: Size): Size {
  return { units: a.units - b.units, bytes: a.bytes - b.bytes };
}

function plus(a: Size, b: Size): Size {
  return { units: a.units + b.units, bytes: a.bytes + b.bytes };
}

function isShort({ units, bytes }: Size): boolean {
  return units < 0 || bytes < 0;
}
