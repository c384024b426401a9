import { type Duration, toIso, toShort, toTimeSpan } from '../../model/duration.ts';
import { createLocate } from '../../yaml/locate.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { parseYaml } from '../../yaml/parse.ts';
import { plainData } from '../../yaml/plainData.ts';
import { inQuotes } from '../../yaml/write.ts';
import type { Token } from './tokens.ts';

/** What is to stand in a place. */
export type NewValue =
  | { readonly kind: 'interval'; readonly duration: Duration }
  | { readonly kind: 'text'; readonly text: string };

/** A piece of a file's text, by offsets in UTF-16 code units, and what takes its place. `reads` is what that reads as. */
export type Edit = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly reads: string;
};

/** Puts a value in a token's place, in the notation and with the quotes that stand there where these can hold it. */
export function editOf(token: Token, source: string, value: NewValue): Edit {
  const reads = value.kind === 'text' ? value.text : inNotationOf(token.text, value.duration);
  const { start, end } = token;
  return { start, end, text: written(token, source, reads), reads };
}

function inNotationOf(before: string, duration: Duration): string {
  if (/^[+-]?P/i.test(before)) return toIso(duration);
  return before.includes(':') ? toTimeSpan(duration) : toShort(duration);
}

function written(token: Token, source: string, text: string): string {
  switch (token.style) {
    case 'plain':
      return isPlain(text, token.inFlow) ? text : inQuotes(text);
    case 'single':
      return isPrintable(text) ? `'${text.replaceAll("'", "''")}'` : inQuotes(text);
    case 'double':
      return inQuotes(text);
    case 'block':
      return inQuotes(text) + restOfHeader(source.slice(token.start, token.end));
  }
}

/** Whether a reader of this product takes the text without quotes for that very text. */
function isPlain(text: string, inFlow: boolean): boolean {
  const data = plainData(text);
  if (data === null || Math.abs(Number(data)) === Infinity || !isPrintable(text)) return false;
  if (/^[\s,[\]{}#&*!|>'"%@`?:]|^-(?:\s|$)|^(?:---|\.\.\.)|\s$|:(?:\s|$)|\s#|^$/.test(text)) return false;
  return !inFlow || !/[,[\]{}]|^-$/.test(text);
}

/** Without quotes that escape, what cannot be seen would be invisible in a review, and line ends would become spaces. */
function isPrintable(text: string): boolean {
  return !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
}

/** The text of a block scalar goes; a comment beside its sign stays, and so does the end of that line. */
function restOfHeader(block: string): string {
  const end = block.indexOf('\n');
  return (end === -1 ? block : block.slice(0, end + 1)).replace(/^[|>][-+\d]*/, '');
}

/** All that is outside the edits stays as it is. */
export function applyEdits(text: string, edits: readonly Pick<Edit, 'start' | 'end' | 'text'>[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return parts.join('') + text.slice(at);
}

/**
 * Whether the text after the edits reads as before but for the values that were to change.
 */
export function readsAsMeant(before: string, edits: readonly Edit[], after: string): boolean {
  const [one, other] = [before, after].map((text) => parseYaml(text, createLocate('', text)));
  if (other!.problems.length > 0 || one!.documents.length !== other!.documents.length) return false;
  const reads = new Map(edits.map((edit) => [edit.start, edit.reads]));
  return one!.documents.every((document, index) => isMeant(document, other!.documents[index]!, reads));
}

function isMeant(before: YamlNode, after: YamlNode, reads: ReadonlyMap<number, string>): boolean {
  if (before.kind === 'scalar' && after.kind === 'scalar') {
    const meant = reads.get(before.offset);
    if (meant !== undefined) return after.data !== null && after.text === meant;
    return after.text === before.text && Object.is(after.data, before.data);
  }
  if (before.kind === 'list' && after.kind === 'list') {
    const { items } = after;
    return (
      items.length === before.items.length &&
      before.items.every((item, index) => isMeant(item, items[index]!, reads))
    );
  }
  if (before.kind !== 'map' || after.kind !== 'map') return false;
  const keys = [...after.entries.keys()];
  const isSame = ([key, { value }]: [string, { value: YamlNode }], index: number) =>
    keys[index] === key && isMeant(value, after.entries.get(key)!.value, reads);
  return keys.length === before.entries.size && [...before.entries].every(isSame);
}
