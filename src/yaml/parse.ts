import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  type Scalar,
  Schema,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { quoted } from '../base/printable.ts';
import { looksSecret, withoutSecret } from '../model/secret.ts';
import type { Code } from '../problems/codes.ts';
import { mostProblems, type Problem } from '../problems/problem.ts';
import type { Locate } from './locate.ts';
import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from './node.ts';
import { explainSyntax } from './syntax.ts';

/**
 * The documents that could be read, without the empty ones, and what is wrong with the YAML. `omitted` counts the
 * problems beyond `mostProblems`.
 */
export type ParsedYaml = {
  readonly documents: readonly YamlNode[];
  readonly problems: readonly Problem[];
  readonly omitted: number;
};

/** Reads YAML 1.2. Whatever the text, it comes back with documents or problems; it never throws. */
export function parseYaml(text: string, locate: Locate): ParsedYaml {
  const notes = createNotes(text, locate);
  const documents: YamlNode[] = [];
  noteUnprintable(text, notes);
  for (const document of hasTooManyLines(text, notes) ? [] : compose(text, notes)) {
    const node = convert(document, notes);
    if (node) documents.push(node);
  }
  const { problems } = notes;
  return { documents, problems, omitted: notes.count() - problems.length };
}

type Notes = ReturnType<typeof createNotes>;

/** What is noted while a file is read. */
function createNotes(text: string, locate: Locate) {
  const problems: Problem[] = [];
  let count = 0;
  const stumbledOn = new Set<number>();
  let lastStumbledOn = 0;
  let aliased = 0;
  const add = (offset: number, code: Code, message: string, hint?: string) => {
    count += 1;
    if (problems.length === mostProblems) return;
    problems.push({ code, message, ...(hint !== undefined && { hint }), origin: locate(offset) });
  };
  return {
    problems: problems as readonly Problem[],
    count: () => count,
    line: (offset: number) => locate(offset).line,
    add,
    /** One slip makes the parser stumble several times: only the first on a line is told. */
    syntax(offset: number, code: string, wording: string) {
      const { line } = locate(offset);
      if (line === lastStumbledOn || stumbledOn.has(line)) return;
      lastStumbledOn = line;
      if (stumbledOn.size < mostProblems) stumbledOn.add(line);
      const { message, hint } = explainSyntax(code, wording, restOfLine(text, offset));
      add(offset, 'yaml', message, hint);
    },
    /** Counts nodes that aliases brought in, and gives the sum so far. */
    alias(size: number) {
      aliased += size;
      return aliased;
    },
  };
}

function restOfLine(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(offset, Math.min(end === -1 ? text.length : end, offset + 200)).trimEnd();
}

/** What YAML 1.2 does not allow in a file (c-printable); the parser takes it, and a carriage return alone ends no line. */
const unprintable = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|\r(?!\n)/;

/** Told once: the rest of a file that holds one is full of them. */
function noteUnprintable(text: string, notes: Notes): void {
  const offset = text.search(unprintable);
  if (offset === -1) return;
  const code = text.charCodeAt(offset).toString(16).padStart(2, '0');
  if (code === '0d') {
    notes.add(
      offset,
      'yaml',
      'a carriage return without a line feed',
      'save the file with line ends LF or CRLF',
    );
  } else {
    const hint = `remove it, or put the value in double quotes and write ${code.length > 2 ? '\\u' : '\\x'}${code}`;
    notes.add(offset, 'yaml', `a control character (U+${code.toUpperCase().padStart(4, '0')})`, hint);
  }
}

/** Limits far from what anybody writes, so that 10 MB of rubbish take no minute and no gigabytes. */
const most = { lines: 1_200_000, documents: 100_000, signs: 300_000, levels: 100, problems: 10_000 };

function hasTooManyLines(text: string, notes: Notes): boolean {
  if (text.length <= most.lines) return false;
  let end = -1;
  for (let lines = 0; lines < most.lines; lines++) {
    end = text.indexOf('\n', end + 1);
    if (end === -1) return false;
  }
  notes.add(end, 'too-large', `more than ${most.lines} lines`, 'split it into several files');
  return true;
}

/** Scalars stay text, since what a plain one means is told by `plainData`; keys are compared in `convert`, in linear time. */
export const yamlOptions = {
  schema: new Schema({ schema: 'failsafe', resolveKnownTags: false }),
  uniqueKeys: false,
} as const;

/** The documents whose syntax is sound. */
function* compose(text: string, notes: Notes): Generator<Document.Parsed> {
  const openQuotes: OpenQuotes = new Map();
  const composer = createComposer(notes, openQuotes);
  let broken = false;
  for (const token of tokenize(text, openQuotes, notes)) {
    const before = notes.count();
    if (token.type === 'error') notes.syntax(token.offset, 'UNEXPECTED_TOKEN', token.message);
    if (token.type === 'directive') checkDirective(token, notes);
    // A document comes out when the next one goes in; what is noted of it once it is out is no stumble of that next one.
    const finished = token.type === 'error' ? [] : [...composer.next(token)];
    const stumbled = notes.count() > before;
    if (!broken) yield* finished;
    broken = stumbled || (broken && token.type !== 'document');
  }
  if (!broken) yield* composer.end();
}

/** Where quotes open that are never closed, by the offset at which their text ends. */
type OpenQuotes = Map<number, number>;

/**
 * The library keeps every error of a document, each with a stack trace, and for rubbish that is one per byte. So they are
 * noted as they come. It finds an unclosed quote where the text ends; the mistake is where it opens.
 */
function createComposer(notes: Notes, openQuotes: OpenQuotes): Composer {
  const onError = (
    place: CST.Token | number | number[],
    code: string,
    wording: string,
    isWarning?: boolean,
  ) => {
    if (isWarning) return;
    const offset = typeof place === 'number' ? place : Array.isArray(place) ? place[0]! : place.offset;
    const opens = wording.startsWith('Missing closing') ? openQuotes.get(offset) : undefined;
    notes.syntax(opens ?? offset, code, wording);
  };
  return Object.assign(new Composer(yamlOptions), { onError });
}

/** Ends where the text goes beyond a limit, before anything recurses into it. */
function* tokenize(text: string, openQuotes: OpenQuotes, notes: Notes): Generator<CST.Token> {
  const parser = new Parser();
  const size = { documents: 0, signs: 0 };
  for (const lexeme of new Lexer().lex(text)) {
    if (isOpenQuote(lexeme)) openQuotes.set(parser.offset + lexeme.length, parser.offset);
    if (isSign(lexeme)) size.signs += 1;
    for (const token of parser.next(lexeme)) {
      if (token.type === 'document') [size.documents, size.signs] = [size.documents + 1, 0];
      yield token;
    }
    if (notes.count() > most.problems || exceeds(parser, size, notes)) return;
  }
  yield* parser.end();
}

function isOpenQuote(lexeme: string): boolean {
  const first = lexeme.charCodeAt(0);
  if (first !== 0x22 && first !== 0x27) return false;
  return lexeme.length === 1 || lexeme.charCodeAt(lexeme.length - 1) !== first;
}

/** Neither space, nor a line end or a comment, nor one of the parser's own marks (which are control characters). */
function isSign(lexeme: string): boolean {
  const first = lexeme.charCodeAt(0);
  return first > 0x20 && first !== 0x23;
}

type Size = { readonly documents: number; readonly signs: number };

function exceeds({ stack, offset }: Parser, { documents, signs }: Size, notes: Notes): boolean {
  const note = (code: Code, message: string, hint?: string) => {
    notes.add(Math.max(0, offset - 1), code, message, hint);
    return true;
  };
  if (stack.length > most.levels) return note('too-deep', `more than ${most.levels} levels of nesting`);
  if (documents > most.documents) {
    return note('too-large', `more than ${most.documents} documents`, 'split it into several files');
  }
  if (signs <= most.signs) return false;
  return note(
    'too-large',
    `more than ${most.signs} words and signs in one document`,
    'a document is one sync',
  );
}

function checkDirective(token: CST.Directive, notes: Notes): void {
  if (!/^%YAML\s+1\.1\b/.test(token.source)) return;
  const message = 'YAML 1.1 gives values another meaning (`yes`, `012`)';
  notes.add(token.offset, 'yaml', message, 'remove the line: files are read as YAML 1.2');
}

/** So many nodes may come in through aliases, in all of a file: enough for any use, and too few for a bomb. */
const mostAliased = 100_000;

/** One document on its way to nodes. Counts are of nodes, those behind aliases included. */
type Reading = {
  readonly notes: Notes;
  readonly anchors: Map<string, Anchor>;
  /** The keys that lead to the current node. */
  readonly path: string[];
  size: number;
  /** Whether all nodes could be made out; a gap would only lead to more problems that are none. */
  usable: boolean;
};

/** Undefined while what is below the anchor is still being read. */
type Anchor = { readonly node: YamlNode; readonly size: number } | undefined;

/** Undefined for a document that is empty or cannot be used. */
function convert({ contents }: Document.Parsed, notes: Notes): YamlNode | undefined {
  const reading: Reading = { notes, anchors: new Map(), path: [], size: 0, usable: true };
  const root = read(reading, contents, 0);
  const isEmpty = root.kind === 'scalar' && root.data === null;
  return reading.usable && !isEmpty ? root : undefined;
}

/** In the order of the text, so that an alias finds the last anchor above it. */
function read(reading: Reading, node: unknown, emptyAt: number): YamlNode {
  reading.size += 1;
  if (isAlias(node)) return readAlias(reading, node);
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return nothing(emptyAt);
  if (node.tag !== undefined && node.tag !== ordinaryTag(node)) refuseTag(node, reading.notes);
  return node.anchor === undefined ? readNode(reading, node) : readAnchored(reading, node, node.anchor);
}

function readNode(reading: Reading, node: Scalar | YAMLMap | YAMLSeq): YamlNode {
  if (isScalar(node)) return readScalar(node);
  return isMap(node) ? readMap(reading, node) : readList(reading, node);
}

function readAnchored(reading: Reading, node: Scalar | YAMLMap | YAMLSeq, name: string): YamlNode {
  const before = reading.size;
  reading.anchors.set(name, undefined);
  const converted = readNode(reading, node);
  reading.anchors.set(name, { node: converted, size: reading.size - before + 1 });
  return converted;
}

function readAlias(reading: Reading, { source, range }: Alias): YamlNode {
  const offset = range![0];
  const anchor = reading.anchors.get(source);
  if (!anchor) {
    const isInside = reading.anchors.has(source);
    const message = isInside
      ? 'an alias inside the very value it stands for'
      : 'no anchor above has this name';
    return refuse(
      reading,
      offset,
      'alias',
      message,
      'put the value in quotes if it is meant to start with *',
    );
  }
  reading.size += anchor.size;
  if (reading.notes.alias(anchor.size) <= mostAliased) return anchor.node;
  const message = `aliases blow the file up by more than ${mostAliased} values`;
  return refuse(reading, offset, 'alias', message, 'write out what differs, and drop the aliases');
}

function refuse(reading: Reading, offset: number, code: Code, message: string, hint: string): YamlScalar {
  if (reading.usable) reading.notes.add(offset, code, message, hint);
  reading.usable = false;
  return nothing(offset);
}

function readList(reading: Reading, node: YAMLSeq): YamlList {
  const offset = node.range![0];
  const items = node.items.map((item) => read(reading, item, offset));
  return { kind: 'list', offset, items, data: items.map((item) => item.data) };
}

function readMap(reading: Reading, node: YAMLMap): YamlMap {
  const entries = new Map<string, YamlEntry>();
  const merged: YamlNode[] = [];
  for (const pair of node.items) {
    const key = readKey(reading, pair.key, node.range![0]);
    if (!key) continue;
    reading.path.push(key.text);
    const earlier = entries.get(key.text);
    if (earlier) noteDuplicate(reading, key, earlier);
    const value = read(reading, pair.value, key.offset + key.text.length);
    reading.path.pop();
    if (isMergeKey(pair.key)) merged.push(...(value.kind === 'list' ? value.items : [value]));
    else if (!earlier) entries.set(key.text, { keyOffset: key.offset, value });
  }
  for (const source of merged) merge(reading, entries, source);
  return { kind: 'map', offset: node.range![0], entries, data: dataOf(entries) };
}

function readKey(reading: Reading, node: unknown, emptyAt: number): YamlScalar | undefined {
  const key = read(reading, node, emptyAt);
  if (key.kind === 'scalar' && (key.data !== null || key.text !== '')) return key;
  const message = key.kind === 'scalar' ? 'a key is empty' : `a key is a ${key.kind}`;
  refuse(reading, key.offset, 'key', message, 'a key is text, followed by a colon');
  return undefined;
}

function noteDuplicate({ notes, path }: Reading, key: YamlScalar, earlier: YamlEntry): void {
  const name = path.slice(0, -1).some(looksSecret)
    ? 'a key'
    : quoted(withoutSecret(key.text, earlier.value.data !== null));
  const first = notes.line(earlier.keyOffset);
  notes.add(
    key.offset,
    'duplicate-key',
    `${name} is there twice in one map`,
    `the first is in line ${first}`,
  );
}

/** Keys of the map itself win over merged ones, and of those the first. */
function merge(reading: Reading, entries: Map<string, YamlEntry>, source: YamlNode): void {
  if (source.kind !== 'map') {
    refuse(
      reading,
      source.offset,
      'merge-key',
      '`<<` takes a map, or a list of maps',
      'merge an alias: `<<: *name`',
    );
    return;
  }
  for (const [key, entry] of source.entries) if (!entries.has(key)) entries.set(key, entry);
}

function nothing(offset: number): YamlScalar {
  return { kind: 'scalar', offset, data: null, text: '' };
}

/** The tag that says what a value is anyway, or that it is text. */
function ordinaryTag(node: Scalar | YAMLMap | YAMLSeq): string {
  const name = isScalar(node) ? 'str' : isMap(node) ? 'map' : 'seq';
  return `tag:yaml.org,2002:${name}`;
}

function refuseTag(node: Scalar | YAMLMap | YAMLSeq, notes: Notes): void {
  const hint = 'remove it, or put the value in quotes if it is meant to start with !';
  notes.add(node.range![0], 'tag', 'the tag before this value means nothing here', hint);
}

function readScalar({ value, type, tag, range }: Scalar): YamlScalar {
  const text = String(value);
  const data = type === 'PLAIN' && tag === undefined ? plainData(text) : text;
  return { kind: 'scalar', offset: range![0], data, text };
}

const words: ReadonlyMap<string, boolean | null> = new Map([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);

const number = /^(?:[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+)$/;

/** What YAML 1.2 (core schema) takes a scalar without quotes for. `.inf` and `.nan` stay text: no setting may be one. */
export function plainData(text: string): string | number | boolean | null {
  const word = words.get(text);
  if (word !== undefined) return word;
  return number.test(text) ? Number(text) : text;
}

function isMergeKey(node: unknown): boolean {
  return isScalar(node) && node.type === 'PLAIN' && node.value === '<<';
}

function dataOf(entries: ReadonlyMap<string, YamlEntry>): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [key, { value }] of entries) setOwn(data, key, value.data);
  return data;
}

/** Plain assignment to `__proto__` would set the prototype. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true });
  else target[key] = value;
}
