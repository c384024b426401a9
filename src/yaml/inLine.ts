import { normalized } from '../base/text/characters.ts';
import { listNode, mapNode, scalarNode, type YamlEntry, type YamlNode, type YamlScalar } from './node.ts';
import { plainData } from './plainData.ts';

/** Where reading stands in the text: before the first character of what comes next. */
export type Cursor = {
  readonly text: string;
  at: number;
  /** The column of what comes next in a line of its own; -1 where the document ends. */
  indent: number;
  /** How many scalars, brackets and documents there were. */
  size: number;
};

/** Below all that `compose` and `parseAny` hold against a file: a scalar has a sign or two beside it, brackets three. */
export const most = { characters: 1_000_000, size: 75_000, levels: 20, key: 1000 };

export function hasRoom(cursor: Cursor): boolean {
  cursor.size += 1;
  return cursor.size <= most.size;
}

export const [newline, carriageReturn, space, hash, dash] = [0x0a, 0x0d, 0x20, 0x23, 0x2d];
const [comma, dot, colon] = [0x2c, 0x2e, 0x3a];
const [quote, apostrophe, backslash] = [0x22, 0x27, 0x5c];
const [openList, closeList, openMap, closeMap] = [0x5b, 0x5d, 0x7b, 0x7d];

/** A scalar, or brackets with all that is in them. */
export function readFlow(cursor: Cursor, level: number): YamlNode | undefined {
  if (level === most.levels) return undefined;
  const sign = cursor.text.charCodeAt(cursor.at);
  if (sign === openMap) return readFlowMap(cursor, level);
  return sign === openList ? readFlowList(cursor, level) : readScalar(cursor, level > 0);
}

function readFlowMap(cursor: Cursor, level: number): YamlNode | undefined {
  const offset = cursor.at;
  const entries = new Map<string, YamlEntry>();
  const isSound = readBetween(cursor, closeMap, () => {
    const key = readKey(cursor, true);
    if (!key) return false;
    cursor.at = spacesEnd(cursor.text, cursor.at);
    const value = readFlow(cursor, level + 1);
    return value !== undefined && add(entries, key, value);
  });
  return isSound ? mapNode(offset, entries) : undefined;
}

function readFlowList(cursor: Cursor, level: number): YamlNode | undefined {
  const offset = cursor.at;
  const items: YamlNode[] = [];
  const isSound = readBetween(cursor, closeList, () => {
    const item = readFlow(cursor, level + 1);
    if (item) items.push(item);
    return item !== undefined;
  });
  return isSound ? listNode(offset, items) : undefined;
}

/** Reads what commas part, from an opening bracket to the closing one. */
function readBetween(cursor: Cursor, close: number, readOne: () => boolean): boolean {
  const { text } = cursor;
  if (!hasRoom(cursor)) return false;
  cursor.at = spacesEnd(text, cursor.at + 1);
  let isMore = text.charCodeAt(cursor.at) !== close;
  while (isMore) {
    if (!readOne()) return false;
    cursor.at = spacesEnd(text, cursor.at);
    const sign = text.charCodeAt(cursor.at);
    if (sign !== comma && sign !== close) return false;
    isMore = sign === comma;
    if (isMore) cursor.at = spacesEnd(text, cursor.at + 1);
  }
  cursor.at += 1;
  return true;
}

function readScalar(cursor: Cursor, isInBrackets: boolean): YamlScalar | undefined {
  const { text, at } = cursor;
  const sign = text.charCodeAt(at);
  if (!hasRoom(cursor)) return undefined;
  if (sign === quote || sign === apostrophe) return readQuoted(cursor, sign);
  if (!isPlainStart(text, at)) return undefined;
  cursor.at = plainEnd(text, at, isInBrackets);
  const plain = text.slice(at, cursor.at);
  return scalarNode(at, plainData(plain), plain);
}

/** What quotes hold, where it is what stands there. */
function readQuoted(cursor: Cursor, sign: number): YamlScalar | undefined {
  const { text, at: offset } = cursor;
  for (let at = offset + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === newline || (code === backslash && sign === quote)) return undefined;
    if (code !== sign) continue;
    cursor.at = at + 1;
    const held = text.slice(offset + 1, at);
    return text.charCodeAt(at + 1) === sign ? undefined : scalarNode(offset, held, held);
  }
  return undefined;
}

/** Letters, and signs that mean nothing there. Dashes and dots may end a document, but before a letter or digit they do not. */
function isPlainStart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === dash || code === dot) return /\w/.test(text.charAt(at + 1));
  return at < text.length && !'\n\r ?:,[]{}#&*!|>\'"%@`'.includes(text.charAt(at));
}

/** Without the spaces after it. */
function plainEnd(text: string, from: number, isInBrackets: boolean): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === newline || code === carriageReturn) break;
    if (code === hash && text.charCodeAt(at - 1) === space) break;
    if (isInBrackets && isBracket(code)) break;
    if (code !== colon) continue;
    const next = text.charCodeAt(at + 1);
    if (isGap(next) || (isInBrackets && isBracket(next))) break;
  }
  while (text.charCodeAt(at - 1) === space) at -= 1;
  return at;
}

function isBracket(code: number): boolean {
  return code === comma || code === openList || code === closeList || code === openMap || code === closeMap;
}

/** With its colon. */
export function readKey(cursor: Cursor, isInBrackets: boolean): YamlScalar | undefined {
  const key = readScalar(cursor, isInBrackets);
  if (!key || !isColon(cursor) || key.text === '<<' || key.text.length > most.key) return undefined;
  cursor.at += 1;
  return key;
}

export function isColon({ text, at }: Cursor): boolean {
  return text.charCodeAt(at) === colon && isGap(text.charCodeAt(at + 1));
}

/** False where the key is there already. */
export function add(entries: Map<string, YamlEntry>, { text, offset }: YamlScalar, value: YamlNode): boolean {
  const name = normalized(text);
  if (entries.has(name)) return false;
  entries.set(name, { keyOffset: offset, value });
  return true;
}

/** A space, or the end of the line or of the text. */
export function isGap(code: number): boolean {
  return code === space || code === newline || code === carriageReturn || Number.isNaN(code);
}

export function spacesEnd(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === space) at += 1;
  return at;
}
