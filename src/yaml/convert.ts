import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { addAll } from '../base/collections.ts';
import { normalized } from '../base/text/characters.ts';
import { quoted } from '../base/text/quoted.ts';
import { looksSecret } from '../base/text/secretName.ts';
import { withoutSecret } from '../model/secretSigns.ts';
import type { Code } from '../problems/codes.ts';
import {
  listNode,
  mapNode,
  scalarNode,
  type YamlEntry,
  type YamlList,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from './node.ts';
import type { Notes } from './notes.ts';
import { plainData } from './plainData.ts';

/** So many nodes may come in through aliases, in all of a file: enough for any use, and too few for a bomb. */
const mostAliased = 100_000;

/** What YAML allows a key that stands before its colon; one behind a question mark is held to it too. */
const longestKey = 1024;

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

/** A document as nodes; undefined for one that is empty or cannot be used. */
export function convert({ contents }: Document.Parsed, notes: Notes): YamlNode | undefined {
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
  return listNode(offset, items);
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
    if (isMergeKey(pair.key)) addAll(merged, value.kind === 'list' ? value.items : [value]);
    else if (!earlier) entries.set(key.text, { keyOffset: key.offset, value });
  }
  for (const source of merged) merge(reading, entries, source);
  return mapNode(node.range![0], entries);
}

function readKey(reading: Reading, node: unknown, emptyAt: number): YamlScalar | undefined {
  const key = read(reading, node, emptyAt);
  if (key.kind === 'scalar' && key.text.length > longestKey) {
    refuse(reading, key.offset, 'key', `a key is longer than ${longestKey} characters`, 'a key is a name');
    return undefined;
  }
  if (key.kind === 'scalar' && (key.data !== null || key.text !== ''))
    return { ...key, text: normalized(key.text) };
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
  return scalarNode(offset, null, '');
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
  return scalarNode(range![0], data, text);
}

function isMergeKey(node: unknown): boolean {
  return isScalar(node) && node.type === 'PLAIN' && node.value === '<<';
}
