import { addAll } from '../../base/collections.ts';
import { applyEdits, type Edit } from './edits.ts';

/** A piece of text that must not be shown. */
export type Mask = { readonly start: number; readonly end: number };

/** A line of a unified diff, without its sign and its line end. */
export type DiffLine = { readonly sign: ' ' | '-' | '+'; readonly text: string };

/** Lines count from 1. */
export type Hunk = {
  readonly before: { readonly line: number; readonly count: number };
  readonly after: { readonly line: number; readonly count: number };
  readonly lines: readonly DiffLine[];
};

type Piece = Pick<Edit, 'start' | 'end' | 'text'>;

const context = 3;

/** What edits change, line by line, with three lines around it. What is masked is shown as `(secret)`. */
export function diffLines(text: string, edits: readonly Piece[], masks: readonly Mask[]): readonly Hunk[] {
  const hidden = masks.map((mask) => hide(text, mask));
  const blocks = changedBlocks(text, [...edits].sort(byStart), hidden);
  const lines = linesOf(applyEdits(text, hidden));
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last && block.from - last.at(-1)!.to <= 2 * context) last.push(block);
    else groups.push([block]);
  }
  let shift = 0;
  return groups.map((group) => {
    const hunk = hunkOf(group, lines, shift);
    shift += hunk.after.count - hunk.before.count;
    return hunk;
  });
}

function byStart(a: Piece, b: Piece): number {
  return a.start - b.start;
}

/** As many lines as before, so that the numbers of all others stay true. */
function hide(text: string, { start, end }: Mask): Piece {
  const ends = text.slice(start, end).match(/\r?\n/g) ?? [];
  return { start, end, text: `(secret)${ends.join('')}` };
}

/** Lines that go, `from` (counted from 0) up to and without `to`, and those that take their place. */
type Block = { readonly from: number; readonly to: number; readonly added: readonly string[] };

function changedBlocks(text: string, edits: readonly Piece[], hidden: readonly Piece[]): readonly Block[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  const lineOf = (offset: number) => starts.findLastIndex((start) => start <= offset);
  const groups: { from: number; to: number; edits: Piece[] }[] = [];
  for (const edit of edits) {
    const last = groups.at(-1);
    // An edit that ends with a line leaves the next one alone.
    const [from, to] = [lineOf(edit.start), lineOf(Math.max(edit.start, edit.end - 1)) + 1];
    if (last && from < last.to)
      Object.assign(last, { to: Math.max(to, last.to), edits: [...last.edits, edit] });
    else groups.push({ from, to, edits: [edit] });
  }
  return groups.map((group) => {
    const [start, end] = [starts[group.from]!, starts[group.to] ?? text.length];
    const within = [...group.edits, ...hidden].filter((one) => one.start >= start && one.end <= end);
    const shifted = within.map((one) => ({ ...one, start: one.start - start, end: one.end - start }));
    return { from: group.from, to: group.to, added: linesOf(applyEdits(text.slice(start, end), shifted)) };
  });
}

/** Without line ends; a text that ends with one has no empty line behind it. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function hunkOf(blocks: readonly Block[], lines: readonly string[], shift: number): Hunk {
  const start = Math.max(0, blocks[0]!.from - context);
  const end = Math.min(lines.length, blocks.at(-1)!.to + context);
  const shown: DiffLine[] = [];
  let at = start;
  const add = (sign: DiffLine['sign'], texts: readonly string[]) =>
    addAll(
      shown,
      texts.map((text) => ({ sign, text })),
    );
  for (const { from, to, added } of blocks) {
    add(' ', lines.slice(at, from));
    add('-', lines.slice(from, to));
    add('+', added);
    at = to;
  }
  add(' ', lines.slice(at, end));
  const count = (sign: DiffLine['sign']) => shown.filter((line) => line.sign !== sign).length;
  return {
    before: { line: start + 1, count: count('+') },
    after: { line: start + 1 + shift, count: count('-') },
    lines: shown,
  };
}
