import { normalized } from '../base/text/characters.ts';
import type { SecretRef } from '../model/secret.ts';

/**
 * A YAML value and where it stands (an offset into the text). What an alias or a merge key brings in stands at its
 * anchor. `data` is the same as plain data, for the schema: a value that is used twice is one object, so it must not be
 * changed, and the key `__proto__` is an own property like any other.
 */
export type YamlNode = YamlScalar | YamlMap | YamlList;

/** `text` is what stands in the source (`012`, `1.0`, `True`), or what the quotes hold. */
export type YamlScalar = {
  readonly kind: 'scalar';
  readonly offset: number;
  readonly data: string | number | boolean | null;
  readonly text: string;
};

export type YamlMap = {
  readonly kind: 'map';
  readonly offset: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly entries: ReadonlyMap<string, YamlEntry>;
};

export type YamlEntry = { readonly keyOffset: number; readonly value: YamlNode };

export type YamlList = {
  readonly kind: 'list';
  readonly offset: number;
  readonly data: readonly unknown[];
  readonly items: readonly YamlNode[];
};

export function scalarNode(offset: number, data: YamlScalar['data'], text: string): YamlScalar {
  return { kind: 'scalar', offset, data, text };
}

export function mapNode(offset: number, entries: ReadonlyMap<string, YamlEntry>): YamlMap {
  const data: Record<string, unknown> = {};
  for (const [key, { value }] of entries) setOwn(data, key, value.data);
  return { kind: 'map', offset, data, entries };
}

/** Plain assignment to `__proto__` would set the prototype. */
function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true });
  else target[key] = value;
}

export function listNode(offset: number, items: readonly YamlNode[]): YamlList {
  return { kind: 'list', offset, data: items.map((item) => item.data), items };
}

/** What stands under a key of a map. */
export function childOf(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

export function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** Text as YAML understands it: what has quotes, or can be taken for nothing else. */
export function textOf(node: YamlNode | undefined): string | undefined {
  return typeof node?.data === 'string' ? node.data : undefined;
}

/** Text that names something. The same name may be composed or not, by the system that it was typed on. */
export function nameOf(node: YamlNode | undefined): string | undefined {
  return normalized(textOf(node));
}

/** What stands in a map of names. */
export function labelsOf(node: YamlNode | undefined): Readonly<Record<string, string>> {
  if (node?.kind !== 'map') return {};
  return Object.fromEntries([...node.entries].map(([label, { value }]) => [label, nameOf(value) ?? '']));
}

/** A reference to a secret, `{ env: NAME }` or `{ file: PATH }`. */
export function readReference(node: YamlNode): SecretRef | undefined {
  const env = textOf(childOf(node, 'env'));
  if (env !== undefined) return { env };
  const file = textOf(childOf(node, 'file'));
  return file === undefined ? undefined : { file };
}

/** Whether a node is a sound reference to a secret and nothing else. */
export function isReference(node: YamlNode): boolean {
  const ref = node.kind === 'map' && node.entries.size === 1 ? readReference(node) : undefined;
  return ref !== undefined && (!('env' in ref) || /^[A-Za-z_]\w*$/.test(ref.env));
}

/** What a JSON pointer leads to, or the last node on the way that is there. */
export function nodeAt(root: YamlNode, pointer: string): YamlNode {
  let node = root;
  for (const key of segments(pointer)) node = childOf(node, key) ?? itemsOf(node)[Number(key)] ?? node;
  return node;
}

/** The keys of a JSON pointer, unescaped. */
export function segments(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
