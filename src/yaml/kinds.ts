import type { YamlNode } from './node.ts';

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
};

/** Types of a schema, in words. */
export function typeWords(types: readonly string[]): string {
  return types.flatMap((one) => typeNames[one] ?? []).join(' or ');
}

/** What a value is, in words. */
export function describe(node: YamlNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  if (node.data === null) return 'empty';
  return { string: 'text', number: 'a number', boolean: `\`${node.text}\`` }[
    typeof node.data as 'string' | 'number' | 'boolean'
  ];
}

/** What YAML takes for a number, and JSON has no number for: `1e999`. */
export function isTooLarge({ data }: YamlNode): boolean {
  return typeof data === 'number' && !Number.isFinite(data);
}
