import {
  add,
  type Cursor,
  carriageReturn,
  dash,
  hash,
  hasRoom,
  isColon,
  isGap,
  most,
  newline,
  readFlow,
  readKey,
  space,
  spacesEnd,
} from './inLine.ts';
import { listNode, mapNode, type YamlEntry, type YamlNode } from './node.ts';

/**
 * Reads what nearly all files are made of, a fifth of the time that the library takes: block maps, lists in them, and
 * scalars and brackets that end in the line where they begin. Undefined for a text that holds anything else, be it sound or
 * not: then all of it is for the library to read, and to say what is wrong. What comes back is just what `parseAny` makes of
 * the text.
 */
export function readSimple(text: string): readonly YamlNode[] | undefined {
  if (text.length > most.characters || unusual.test(text)) return undefined;
  const cursor: Cursor = { text, at: 0, indent: 0, size: 0 };
  if (!toNextLine(cursor, true)) return undefined;
  const documents: YamlNode[] = [];
  while (cursor.at < text.length) {
    if (cursor.indent === -1) {
      cursor.at += documentMark.length;
      if (!hasRoom(cursor) || !toNextLine(cursor)) return undefined;
    } else {
      const root = cursor.indent === 0 ? readMap(cursor, 0, 0) : undefined;
      if (!root) return undefined;
      documents.push(root);
    }
  }
  return documents;
}

/** Tabs, carriage returns that end no line, and all that is no letter or sign of one unit. */
const unusual = /\r(?!\n)|[^\n\r\x20-\x7e\xa0-\u1fff\u2010-\u2027\u2030-\ud7ff]/;

const documentMark = '---';

/** To what stands in a line below. Whether there is nothing but a comment left in this one. */
function toNextLine(cursor: Cursor, isLineStart = false): boolean {
  const { text } = cursor;
  let isOwnLine = isLineStart;
  for (let at = cursor.at; ; at += 1) {
    const start = at;
    at = spacesEnd(text, at);
    if (text.charCodeAt(at) === hash && (isOwnLine || at > start)) at = lineEnd(text, at);
    else if (text.charCodeAt(at) === carriageReturn) at += 1;
    if (at === text.length) {
      [cursor.at, cursor.indent] = [at, -1];
      return true;
    }
    if (text.charCodeAt(at) !== newline) {
      if (!isOwnLine) return false;
      const isMark = at === start && text.startsWith(documentMark, at) && isGap(text.charCodeAt(at + 3));
      [cursor.at, cursor.indent] = [at, isMark ? -1 : at - start];
      return true;
    }
    isOwnLine = true;
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function readMap(cursor: Cursor, indent: number, level: number): YamlNode | undefined {
  const offset = cursor.at;
  const entries = new Map<string, YamlEntry>();
  while (cursor.indent === indent) {
    const key = readKey(cursor, false);
    const value = key && readValue(cursor, indent, level);
    if (!value || !add(entries, key, value) || cursor.indent > indent) return undefined;
  }
  return mapNode(offset, entries);
}

/** In the line of its key, or below it. */
function readValue(cursor: Cursor, indent: number, level: number): YamlNode | undefined {
  if (level === most.levels) return undefined;
  if (!toNextLine(cursor)) return readInLine(cursor);
  if (isDash(cursor) && cursor.indent >= indent) return readList(cursor, level + 1);
  return cursor.indent > indent ? readMap(cursor, cursor.indent, level + 1) : undefined;
}

function readInLine(cursor: Cursor): YamlNode | undefined {
  cursor.at = spacesEnd(cursor.text, cursor.at);
  const node = readFlow(cursor, 0);
  return node && toNextLine(cursor) ? node : undefined;
}

function isDash({ text, at, indent }: Cursor): boolean {
  return indent !== -1 && text.charCodeAt(at) === dash && text.charCodeAt(at + 1) === space;
}

function readList(cursor: Cursor, level: number): YamlNode | undefined {
  const { at: offset, indent } = cursor;
  const items: YamlNode[] = [];
  while (cursor.indent === indent && isDash(cursor)) {
    const item = readItem(cursor, level);
    if (!item || cursor.indent > indent) return undefined;
    items.push(item);
  }
  return listNode(offset, items);
}

/** A map may begin beside the dash. */
function readItem(cursor: Cursor, level: number): YamlNode | undefined {
  const start = spacesEnd(cursor.text, cursor.at + 1);
  const column = cursor.indent + start - cursor.at;
  cursor.at = start;
  const node = readFlow(cursor, 0);
  if (!node || !isColon(cursor)) return node && toNextLine(cursor) ? node : undefined;
  [cursor.at, cursor.indent] = [start, column];
  return readMap(cursor, column, level);
}
