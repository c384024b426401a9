import type { Node, TemplateLiteral } from 'oxc-parser';
import type { Place } from './places.ts';

/** That a file does what some may not: ask for a clock, chance or the process, wait, or join a path by hand. */
export type Use = { readonly line: number; readonly what: string };

const worldly = new Set([
  ...['console', 'process', 'globalThis', 'performance', 'crypto', 'Promise', 'fetch', 'navigator', 'eval'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
]);

/** The system's time zone and language differ from machine to machine, and a plan's id must not. */
const local =
  /^(?:(?:get|set)(?:FullYear|Month|Date|Day|Hours|Minutes)|getTimezoneOffset|toLocale\w*|localeCompare)$/;

export function useAt(place: Place, lineAt: (offset: number) => number): Use[] {
  const what = wordAt(place);
  return what === undefined ? [] : [{ line: lineAt(place.node.start), what }];
}

function wordAt(place: Place): string | undefined {
  const { node, parent } = place;
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node.async ? 'async' : undefined;
    case 'AwaitExpression':
      return 'await';
    case 'ForOfStatement':
      return node.await ? 'await' : undefined;
    case 'TemplateLiteral':
      return joinsByHand(node) ? byHand : undefined;
    case 'MemberExpression':
      return memberWord(node.property, node.object);
    case 'Identifier':
      return isReference(place) ? identifierWord(node.name, parent) : undefined;
    default:
      return undefined;
  }
}

/** What `joinedByHand` asks about. */
export const byHand = 'a slash beside a hole';

/** Addresses, and what Linux alone has, begin with where they lead. */
function joinsByHand({ quasis }: TemplateLiteral): boolean {
  const texts = quasis.map(({ value }) => value.raw);
  const isAddress = /^(?:\/|https?:)/.test(texts[0]!);
  const [after, before] = [texts.slice(1), texts.slice(0, -1)];
  return (
    !isAddress && (after.some((text) => text.startsWith('/')) || before.some((text) => text.endsWith('/')))
  );
}

function memberWord(property: Node, object: Node): string | undefined {
  if (property.type !== 'Identifier') return undefined;
  if (object.type === 'Identifier') {
    const whole = `${object.name}.${property.name}`;
    if (['Date.now', 'Math.random', 'AbortSignal.timeout'].includes(whole)) return whole;
    if (whole === 'globalThis.process') return property.name;
  }
  return local.test(property.name) ? `.${property.name}` : undefined;
}

function identifierWord(name: string, parent: Node | undefined): string | undefined {
  if (worldly.has(name)) return name;
  if (name === 'Math') return parent?.type === 'MemberExpression' && !parent.computed ? undefined : name;
  return name === 'Date' ? dateWord(parent) : undefined;
}

/** A date made of arguments, its type and its arithmetic say nothing of today. */
function dateWord(parent: Node | undefined): string | undefined {
  if (parent?.type === 'NewExpression') return parent.arguments.length === 0 ? 'new Date()' : undefined;
  if (parent?.type === 'CallExpression') return 'Date()';
  if (parent?.type === 'BinaryExpression' && parent.operator === 'instanceof') return undefined;
  return parent?.type === 'MemberExpression' && !parent.computed ? undefined : 'Date';
}

/** Not a key, a type, or a name that an import gives. */
function isReference({ parent, key }: Place): boolean {
  switch (parent?.type) {
    case 'MemberExpression':
      return key === 'object' || parent.computed;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return key === 'value' || parent.computed;
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'ExportSpecifier':
    case 'LabeledStatement':
      return false;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return key === 'expression';
    default:
      return !parent?.type.startsWith('TS');
  }
}
