import type { ErrorObject } from 'ajv';
import { nearest } from '../base/nearest.ts';
import { quoted } from '../base/printable.ts';
import { withoutSecret } from '../model/secret.ts';
import type { Problem } from '../problems/problem.ts';
import type { Locate } from './locate.ts';
import { nodeAt, segments, type YamlMap, type YamlNode } from './node.ts';

/** What `explain` must know of a schema beyond the validator's errors. Paths are JSON pointers into the document. */
export type Vocabulary = {
  /** The keys that the map at a path may have. */
  readonly keysAt: (path: string) => readonly string[];
  /** Matches, from the start of a path, a place that holds a secret or a reference to one: what stands there is not told. */
  readonly secretPlace: RegExp;
};

/** One problem for each mistake that the validator found, at the place where it is mended. */
export function explain(
  errors: readonly ErrorObject[],
  root: YamlNode,
  locate: Locate,
  vocabulary: Vocabulary,
): readonly Problem[] {
  const byText = new Map<string, Problem>();
  for (const error of withoutEchoes(errors)) {
    const { offset, ...words } = explainOne(error, root, vocabulary);
    const key = `${offset} ${words.message}`;
    if (!byText.has(key)) byText.set(key, { ...words, origin: locate(offset) });
  }
  return [...byText.values()];
}

/** The branches of a `oneOf` say what it says itself, and what is no map at all lacks no keys. */
function withoutEchoes(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const pathsOf = (keyword: string) =>
    new Set(errors.filter((one) => one.keyword === keyword).map((one) => one.instancePath));
  const [choices, mistyped] = [pathsOf('oneOf'), pathsOf('type')];
  return errors.filter(({ keyword, schemaPath, instancePath }) => {
    if (schemaPath.includes('/oneOf/')) return false;
    if (keyword === 'dependentRequired') return !choices.has(instancePath);
    return !['oneOf', 'not'].includes(keyword) || !mistyped.has(instancePath);
  });
}

type Explained = Omit<Problem, 'origin'> & { readonly offset: number };

function explainOne(error: ErrorObject, root: YamlNode, vocabulary: Vocabulary): Explained {
  const path = error.instancePath;
  const secretPlace = vocabulary.secretPlace.exec(path)?.[0];
  if (secretPlace !== undefined) return explainSecret(nodeAt(root, secretPlace), nameOf(secretPlace), error);
  const node = nodeAt(root, path);
  const name = nameOf(path);
  const { params } = error;
  const { offset } = node;
  switch (error.keyword) {
    case 'additionalProperties':
      return explainKey(node as YamlMap, params.additionalProperty, vocabulary.keysAt(path));
    case 'required':
      return { offset, code: 'missing-key', message: `${lacks(path)}\`${params.missingProperty}\`` };
    case 'dependentRequired':
      return {
        offset: (node as YamlMap).entries.get(params.property)!.keyOffset,
        code: 'bad-value',
        message: `\`${params.property}\` only goes with \`${params.missingProperty}\``,
      };
    case 'oneOf':
      if (params.passingSchemas) return explainBoth(node as YamlMap, 'name', 'id');
      return { offset, code: 'bad-value', message: `${name} needs either \`name\` or \`id\`` };
    case 'not':
      return explainBoth(node as YamlMap, 'tenant', 'tenants');
    case 'type':
      return explainType(node, name, params.type);
    case 'enum':
      return explainChoice(node, name, params.allowedValues);
    case 'pattern':
      return explainChoice(node, name, ['all'], 'a list of names, labels or `all`');
    case 'uniqueItems':
      return explainTwice(node, name, params as { i: number; j: number });
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return { offset, code: 'empty', message: `${name} is empty` };
    default:
      return { offset, code: 'bad-value', message: `${name} ${error.message}` };
  }
}

/** Never quotes what stands there: a secret that was written in clear, or a reference that went wrong. */
function explainSecret(node: YamlNode, name: string, { keyword, params }: ErrorObject): Explained {
  const hint = 'write { env: NAME } or { file: PATH }';
  const where = { offset: node.offset, sensitive: true } as const;
  if (keyword === 'type' && node.kind === 'scalar' && ![params.type].flat().includes('string')) {
    const message =
      node.data === null ? `${name} is empty` : `${name} is a secret and must not stand here in clear`;
    return { ...where, code: 'secret-in-clear', message, hint };
  }
  if (keyword === 'type' && node.kind === 'list') {
    return { ...where, code: 'wrong-type', message: `${name} is a list, where one value can stand`, hint };
  }
  if (keyword === 'minLength' && node.kind === 'scalar') {
    return { ...where, code: 'empty', message: `${name} is empty` };
  }
  const env = node.kind === 'map' && node.entries.size === 1 ? node.entries.get('env') : undefined;
  const detail = env ? ': a variable is named by letters, digits and underscores' : '';
  return {
    ...where,
    code: 'bad-reference',
    message: `${name} holds no reference to a secret${detail}`,
    hint,
  };
}

/** At the key that comes later in the text. */
function explainBoth(map: YamlMap, one: string, other: string): Explained {
  const offset = Math.max(map.entries.get(one)!.keyOffset, map.entries.get(other)!.keyOffset);
  const message = `both \`${one}\` and \`${other}\` are there`;
  return { offset, code: 'bad-value', message, hint: 'keep one of them' };
}

function explainKey(map: YamlMap, key: string, allowed: readonly string[]): Explained {
  const { keyOffset, value } = map.entries.get(key)!;
  const shown = withoutSecret(key, value.data !== null);
  return {
    offset: keyOffset,
    code: 'unknown-key',
    message: `unknown key ${quoted(shown)}`,
    hint: hintForKey(key, allowed),
    ...(shown !== key && { sensitive: true }),
  };
}

function hintForKey(key: string, allowed: readonly string[]): string {
  const glued = allowed.find((one) => key.startsWith(`${one}:`));
  if (glued !== undefined) return `a space is missing after \`${glued}:\``;
  const near = nearest(key, allowed);
  return near === undefined ? `there is ${list(allowed)}` : `did you mean \`${near}\`?`;
}

function lacks(path: string): string {
  return path === '' ? 'the document lacks ' : `${nameOf(path)} lacks `;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
};

function explainType(node: YamlNode, name: string, type: string | readonly string[]): Explained {
  const wanted = [type].flat().flatMap((one) => typeNames[one as string] ?? []);
  const message = `${name} must be ${wanted.join(' or ')}, but is ${describe(node)}`;
  const hint = wanted.includes('text') && node.kind === 'scalar' && node.data !== null && 'put it in quotes';
  return { offset: node.offset, code: 'wrong-type', message, ...(hint && { hint }) };
}

function describe(node: YamlNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  if (node.data === null) return 'empty';
  return { string: 'text', number: 'a number', boolean: `\`${node.text}\`` }[
    typeof node.data as 'string' | 'number' | 'boolean'
  ];
}

function explainChoice(
  node: YamlNode,
  name: string,
  allowed: readonly string[],
  wanted = `one of ${list(allowed)}`,
): Explained {
  const found = node.kind === 'scalar' && node.data !== null ? quoted(node.text) : describe(node);
  const near = node.kind === 'scalar' ? nearest(node.text, allowed) : undefined;
  const message = `${name} is ${found}, but must be ${wanted}`;
  return {
    offset: node.offset,
    code: 'bad-value',
    message,
    ...(near !== undefined && { hint: `did you mean \`${near}\`?` }),
  };
}

function explainTwice(node: YamlNode, name: string, { i, j }: { i: number; j: number }): Explained {
  const items = node.kind === 'list' ? node.items : [];
  const item = items[Math.max(i, j)];
  const what = item?.kind === 'scalar' ? quoted(item.text) : 'an entry';
  return {
    offset: item?.offset ?? node.offset,
    code: 'duplicate',
    message: `${what} is there twice in ${name}`,
  };
}

function nameOf(path: string): string {
  const keys = segments(path);
  const last = keys.at(-1);
  if (last === undefined) return 'a document';
  const isEntry =
    /^\d+$/.test(last) && ['windows', 'tenants', 'notifications', 'events'].includes(keys.at(-2) ?? '');
  return isEntry ? `an entry of \`${keys.at(-2)}\`` : quoted(last);
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
