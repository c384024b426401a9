import type { ErrorObject } from 'ajv';
import { didYouMean } from '../base/nearest.ts';
import { quoted } from '../base/text/quoted.ts';
import { withoutSecret } from '../model/secretSigns.ts';
import type { Problem } from '../problems/problem.ts';
import { describe, isTooLarge, typeWords } from './kinds.ts';
import type { Locate } from './locate.ts';
import { nodeAt, segments, type YamlMap, type YamlNode } from './node.ts';
import { type SchemaNode, type Vocabulary, wordingOf } from './vocabulary.ts';

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

/** The branches of a choice say what it says itself, what is no map lacks no keys, and a misspelt key may be the one that is missing. */
function withoutEchoes(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const pathsOf = (keyword: string) =>
    new Set(errors.filter((one) => one.keyword === keyword).map((one) => one.instancePath));
  const [choices, mistyped, misspelt] = [pathsOf('oneOf'), pathsOf('type'), pathsOf('additionalProperties')];
  return errors.filter(({ keyword, schemaPath, instancePath }) => {
    if (/\/(?:oneOf|anyOf)\//.test(schemaPath)) return false;
    if (keyword === 'dependentRequired') return !choices.has(instancePath);
    if (keyword === 'anyOf' && misspelt.has(instancePath)) return false;
    return !['oneOf', 'anyOf', 'not'].includes(keyword) || !mistyped.has(instancePath);
  });
}

type Explained = Omit<Problem, 'origin'> & { readonly offset: number };

function explainOne(error: ErrorObject, root: YamlNode, vocabulary: Vocabulary): Explained {
  const path = error.instancePath;
  const secretPlace = vocabulary.secretAt(path);
  if (secretPlace !== undefined) return explainSecret(secretPlace, error, root, vocabulary);
  const node = nodeAt(root, path);
  const name = nameOf(path, root);
  const { schemas } = vocabulary.at(path);
  const { params } = error;
  const { offset } = node;
  switch (error.keyword) {
    case 'additionalProperties':
      return explainKey(node as YamlMap, params.additionalProperty, path, vocabulary);
    case 'required':
      return explainMissing(node, path === '' ? 'the document' : name, params.missingProperty);
    case 'dependentRequired':
      return explainAlone(node as YamlMap, params.property, params.missingProperty);
    case 'oneOf':
    case 'anyOf':
      return explainEither(node as YamlMap, name, schemas.flatMap(choicesOf), params.passingSchemas);
    case 'not':
      return explainBoth(
        node as YamlMap,
        schemas.flatMap(({ not }) => not?.required ?? []),
      );
    case 'type':
      return explainType(node, name, params.type);
    case 'enum':
      return explainChoice(node, name, params.allowedValues);
    case 'pattern':
      return explainPattern(node, name, params.pattern, schemas);
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
function explainSecret(
  place: string,
  { keyword, params, instancePath }: ErrorObject,
  root: YamlNode,
  vocabulary: Vocabulary,
): Explained {
  const [node, name] = [nodeAt(root, place), nameOf(place, root)];
  const where = { offset: node.offset, sensitive: true } as const;
  const { schemas } = vocabulary.at(place);
  const mayRefer = schemas.some((one) => typesOf(one).includes('object'));
  const hint = mayRefer ? { hint: 'write { env: NAME } or { file: PATH }' } : {};
  if (isTooLarge(node)) return { ...where, ...tooLarge(name, schemas.flatMap(typesOf)) };
  if (keyword === 'type' && node.kind === 'scalar' && mayRefer && !typesOf(params).includes('string')) {
    const message =
      node.data === null ? `${name} is empty` : `${name} is a secret and must not stand here in clear`;
    return { ...where, code: 'secret-in-clear', message, ...hint };
  }
  if (keyword === 'type' && node.kind === 'list') {
    const message = `${name} is a list, where one value can stand`;
    return { ...where, code: 'wrong-type', message, ...hint };
  }
  if (keyword === 'minLength' && node.kind === 'scalar') {
    return { ...where, code: 'empty', message: `${name} is empty` };
  }
  if (node.kind === 'scalar' || !mayRefer) {
    const form =
      keyword === 'pattern' ? `of the form ${params.pattern}` : typeWords(schemas.flatMap(typesOf));
    const message = `${name} must be ${wordingOf(schemas) ?? form}`;
    return { ...where, code: 'bad-value', message, ...hint };
  }
  const wanted = wordingOf(vocabulary.at(instancePath).schemas);
  const detail = keyword === 'pattern' && wanted !== undefined ? `: a variable is named by ${wanted}` : '';
  const isOther = node.kind === 'map' && !node.entries.has('env') && !node.entries.has('file');
  const map = isOther ? `is ${node.entries.size === 0 ? 'an empty map' : 'a map'} that ` : '';
  const message = `${name} ${map}holds no reference to a secret${detail}`;
  return { ...where, code: 'bad-reference', message, ...hint };
}

/** Of a choice each branch requires one key. */
function choicesOf({ oneOf = [], anyOf = [] }: SchemaNode): readonly string[] {
  return [...oneOf, ...anyOf].flatMap(({ required = [] }) => required);
}

function typesOf({ type = [] }: { readonly type?: string | readonly string[] }): readonly string[] {
  return [type].flat();
}

function explainMissing({ offset }: YamlNode, name: string, key: string): Explained {
  return { offset, code: 'missing-key', message: `${name} lacks \`${key}\`` };
}

function explainAlone(map: YamlMap, key: string, missing: string): Explained {
  const offset = map.entries.get(key)!.keyOffset;
  return { offset, code: 'bad-value', message: `\`${key}\` only goes with \`${missing}\`` };
}

function explainEither(map: YamlMap, name: string, keys: readonly string[], passing: unknown): Explained {
  if (passing) return explainBoth(map, keys);
  const message = `${name} needs either ${keys.map((key) => `\`${key}\``).join(' or ')}`;
  return { offset: map.offset, code: 'bad-value', message };
}

/** At the key that comes later in the text. */
function explainBoth(map: YamlMap, keys: readonly string[]): Explained {
  const there = keys.filter((key) => map.entries.has(key));
  const offset = Math.max(...there.map((key) => map.entries.get(key)!.keyOffset));
  const message = `both ${there.map((key) => `\`${key}\``).join(' and ')} are there`;
  return { offset, code: 'bad-value', message, hint: 'keep one of them' };
}

function explainKey(map: YamlMap, key: string, path: string, vocabulary: Vocabulary): Explained {
  const { keyOffset, value } = map.entries.get(key)!;
  const allowed = vocabulary.keysAt(path);
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
  return didYouMean(key, allowed) ?? `there is ${list(allowed)}`;
}

function tooLarge(name: string, types: readonly string[]): Pick<Explained, 'code' | 'message' | 'hint'> {
  const hint = types.includes('string') && 'put it in quotes if it is meant as text';
  return { code: 'bad-value', message: `${name} is a number that is too large`, ...(hint && { hint }) };
}

function explainType(node: YamlNode, name: string, type: string | readonly string[]): Explained {
  if (isTooLarge(node)) return { offset: node.offset, ...tooLarge(name, [type].flat()) };
  const wanted = typeWords([type].flat());
  const message = `${name} must be ${wanted}, but is ${describe(node)}`;
  const hint =
    type === 'boolean'
      ? 'write true or false'
      : wanted.includes('text') && node.kind === 'scalar' && node.data !== null && 'put it in quotes';
  return { offset: node.offset, code: 'wrong-type', message, ...(hint && { hint }) };
}

function explainChoice(
  node: YamlNode,
  name: string,
  allowed: readonly string[],
  wanted = `one of ${list(allowed)}`,
): Explained {
  const found = node.kind === 'scalar' && node.data !== null ? quoted(node.text) : describe(node);
  const hint = node.kind === 'scalar' ? didYouMean(node.text, allowed) : undefined;
  const message = `${name} is ${found}, but must be ${wanted}`;
  return {
    offset: node.offset,
    code: 'bad-value',
    message,
    ...(hint !== undefined && { hint }),
  };
}

/** A pattern of one word is that word to whoever misspells it. */
function explainPattern(
  node: YamlNode,
  name: string,
  pattern: string,
  schemas: readonly SchemaNode[],
): Explained {
  const word = /^\^(\w+)\$$/.exec(pattern)?.[1];
  const wanted = wordingOf(schemas) ?? `of the form ${pattern}`;
  const explained = explainChoice(node, name, word === undefined ? [] : [word], wanted);
  const hint = explained.hint ?? schemas.flatMap(({ description }) => description ?? [])[0];
  return { ...explained, ...(hint !== undefined && { hint }) };
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

function nameOf(path: string, root: YamlNode): string {
  const keys = segments(path);
  const last = keys.at(-1);
  if (last === undefined) return 'a document';
  const isEntry = nodeAt(root, path.slice(0, path.lastIndexOf('/'))).kind === 'list';
  return isEntry ? `an entry of \`${keys.at(-2)}\`` : quoted(last);
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
