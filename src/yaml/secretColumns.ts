import { linesAbove } from '../base/text/indent.ts';
import { withoutShapes } from '../model/secretSigns.ts';
import type { Code } from '../problems/codes.ts';
import type { Problem } from '../problems/problem.ts';
import type { Locate } from './locate.ts';
import { isReference, type YamlNode } from './node.ts';
import { anyKey, everyPlace, type Place, type Vocabulary } from './vocabulary.ts';

/** A text whose secrets are not to be shown. */
export type ConcealedText = {
  readonly text: string;
  readonly locate: Locate;
  readonly vocabulary: Vocabulary;
  /** None where the text is no sound YAML. */
  readonly roots: readonly YamlNode[];
};

/** Problems whose lines are blanked from where the first secret in clear stands, whatever they are about themselves. */
export function concealing(problems: readonly Problem[], source: ConcealedText): readonly Problem[] {
  if (problems.length === 0) return problems;
  const columns = secretColumns(source);
  const guess = createGuess(source);
  return problems.map(withoutShapesIn).map((problem) => {
    const { origin, sensitive } = problem;
    const known = origin && columns.get(origin.line);
    const column = known ?? (origin && syntaxCodes.has(problem.code) ? guess(origin.line) : undefined);
    if (column === undefined) return problem;
    const isBlank = sensitive === true && origin!.column <= column;
    const isKey = problem.code === 'duplicate-key' && known !== undefined && known <= origin!.column;
    const message = isKey ? 'a key is there twice in one map' : problem.message;
    return { ...problem, message, sensitive: isBlank || column };
  });
}

/** A message may quote what stands at the wrong place, an address with a password in it too. */
function withoutShapesIn(problem: Problem): Problem {
  const { message, hint } = problem;
  return {
    ...problem,
    message: withoutShapes(message),
    ...(hint !== undefined && { hint: withoutShapes(hint) }),
  };
}

/** What is told of a text before it is a tree, or of what is no part of the tree. */
const syntaxCodes: ReadonlySet<Code> = new Set(['yaml', 'duplicate-key', 'tag', 'alias', 'key', 'merge-key']);

/** From which column on a line holds a secret in clear. Lines and columns count from 1. */
function secretColumns({ text, locate, vocabulary, roots }: ConcealedText): ReadonlyMap<number, number> {
  const marks = roots.flatMap((root) => marksIn(root, vocabulary.root, false, text, vocabulary));
  marks.sort((one, other) => one.offset - other.offset);
  const columns = new Map<number, number>();
  let [next, later] = [text.length, text.length];
  let done: number | undefined; // what an alias brings in stands where its anchor does
  for (const { offset, isSecret } of marks.reverse()) {
    if (offset < later) [next, later] = [later, offset];
    if (!isSecret || offset === done) continue;
    done = offset;
    const first = locate(offset);
    columns.set(first.line, Math.min(columns.get(first.line) ?? first.column, first.column));
    const last = locate(lastSign(text, offset, next)).line;
    for (let line = first.line + 1; line <= last; line += 1) columns.set(line, 1);
  }
  return columns;
}

/** Where a key or a value begins: what stands from there up to the next mark belongs to it. */
type Mark = { readonly offset: number; readonly isSecret: boolean };

function marksIn(
  node: YamlNode,
  place: Place,
  isInside: boolean,
  text: string,
  vocabulary: Vocabulary,
): readonly Mark[] {
  const isSecret = isInside || isInClear(node, place);
  const own = { offset: node.offset, isSecret };
  // What a sound reference names is none.
  const within = isSecret || place.secret === false ? place : noPlace;
  const below = (key: string) => vocabulary.below(within, key);
  if (node.kind === 'scalar') return [own];
  if (node.kind === 'list') {
    const items = node.items.flatMap((item, at) =>
      marksIn(item, below(String(at)), isSecret, text, vocabulary),
    );
    return [own, ...items];
  }
  const entries = [...node.entries].flatMap(([key, { keyOffset, value }]) => {
    const [mark, ...more] = marksIn(value, below(key), isSecret, text, vocabulary);
    const start = { offset: afterKey(text, keyOffset + key.length), isSecret: mark!.isSecret };
    return [{ offset: keyOffset, isSecret }, start, mark!, ...more];
  });
  return [own, ...entries];
}

const noPlace: Place = { schemas: [], secret: false };

function isInClear(node: YamlNode, { secret }: Place): boolean {
  if (secret === false || (node.kind === 'scalar' && (secret === 'unless-plain' || node.text === '')))
    return false;
  return !isReference(node);
}

/** Past the quote, the colon and the spaces behind a key: an anchor or a tag belongs to the value already. */
function afterKey(text: string, from: number): number {
  let at = from;
  while (' "\':\t'.includes(text.charAt(at)) && at < text.length) at += 1;
  return at;
}

function lastSign(text: string, from: number, before: number): number {
  let at = before - 1;
  while (at > from && ' \t\r\n,{}[]-?:'.includes(text.charAt(at))) at -= 1;
  return at;
}

/** Where a text is no sound YAML, a secret is what stands behind the key of one, or deeper below it. */
function createGuess({ text, vocabulary }: ConcealedText): (line: number) => number | undefined {
  const lines = text.split('\n');
  const { named, holders } = keysOfSecrets(vocabulary);
  return (number) => {
    const line = lines[number - 1] ?? '';
    const above = [...linesAbove(lines, number - 1)];
    if (above.some((one) => named.test(one))) return 1;
    const from = [named.exec(line), holders.exec(line)].flatMap((found) =>
      found ? [found.index + found[0].length + 1] : [],
    );
    if (above.some((one) => holders.test(one)))
      from.push(...(/[[{]/.exec(line) ? [line.search(/[[{]/) + 1] : []));
    return from.length > 0 ? Math.min(...from) : undefined;
  };
}

type KeysOfSecrets = { readonly named: RegExp; readonly holders: RegExp };

/** There are few schemas, and to go through all places of one takes longer than to read a file. */
const known = new WeakMap<Vocabulary, KeysOfSecrets>();

function keysOfSecrets(vocabulary: Vocabulary): KeysOfSecrets {
  const keys = known.get(vocabulary) ?? findKeysOfSecrets(vocabulary);
  known.set(vocabulary, keys);
  return keys;
}

/** The keys of secrets, and those of maps whose every entry may hold one. */
function findKeysOfSecrets(vocabulary: Vocabulary): KeysOfSecrets {
  const paths = everyPlace(vocabulary).flatMap(([path]) =>
    vocabulary.secretAt(path) === path ? [path.split('/')] : [],
  );
  const nameOf = (path: readonly string[]) => path.at(path.at(-1) === anyKey ? -2 : -1)!;
  const [entries, others] = [true, false].map((isEntry) =>
    paths.filter((path) => (path.at(-1) === anyKey) === isEntry),
  );
  return { named: keyPattern(others!.map(nameOf)), holders: keyPattern(entries!.map(nameOf)) };
}

function keyPattern(names: readonly string[]): RegExp {
  const any = [...new Set(names)].join('|');
  return any === '' ? /(?!)/ : new RegExp(`(?:^|[^\\w])(?:${any})(?!\\w)["']?[:=]?`);
}
