import { posix } from 'node:path';
import { type ExportNamedDeclaration, type Node, parseSync } from 'oxc-parser';
import { type Place, placesIn } from './places.ts';
import { type Use, useAt } from './uses.ts';

/** What the rules and the figures need to know of one file. */
export type Source = {
  /** Below src. */
  readonly file: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly functions: readonly Span[];
  /** The names of the types that it declares. */
  readonly types: readonly string[];
  /** Whether it exports a function, a class, or a value that holds a function. */
  readonly behaves: boolean;
  readonly uses: readonly Use[];
};

export type Import = {
  readonly file: string;
  readonly line: number;
  /** A path below src, or a package or `node:` module as written; undefined where it is computed. */
  readonly target: string | undefined;
  readonly inside: boolean;
  readonly typeOnly: boolean;
  /** Whether it is loaded only when it is reached: `import(…)`. */
  readonly late: boolean;
  /** The imported names, `default`, or `*` for all of them. */
  readonly names: readonly string[];
};

export type Span = { readonly name: string; readonly line: number; readonly lines: number };

/** @throws {Error} where the text is no TypeScript. */
export function readSource(file: string, text: string): Source {
  const { program, errors } = parseSync(file, text, { preserveParens: false });
  if (errors[0]) throw new Error(`src/${file}: ${errors[0].message}`);

  const lineAt = lineCounter(text);
  const places = placesIn(program);
  return {
    file,
    lines: text.split('\n').length - 1,
    imports: places.flatMap(({ node }) => {
      const found = importAt(node);
      return found ? [locate(file, lineAt(node.start), found)] : [];
    }),
    functions: places.flatMap((place) => functionAt(place, lineAt)),
    types: places.flatMap(({ node }) => typeNameAt(node)),
    behaves: program.body.some(isBehaviour),
    uses: places.flatMap((place) => useAt(place, lineAt)),
  };
}

type Found = Pick<Import, 'typeOnly' | 'late' | 'names'> & { readonly name: string | undefined };

function locate(file: string, line: number, { name, ...found }: Found): Import {
  const inside = name?.startsWith('.') ?? false;
  const target = name && inside ? posix.join(posix.dirname(file), name) : name;
  return { file, line, target, inside, ...found };
}

function importAt(node: Node): Found | undefined {
  switch (node.type) {
    case 'ImportDeclaration': {
      const names = node.specifiers.map(importedName);
      return { name: node.source.value, typeOnly: node.importKind === 'type', late: false, names };
    }
    case 'ExportAllDeclaration':
      return { name: node.source.value, typeOnly: node.exportKind === 'type', late: false, names: ['*'] };
    case 'ExportNamedDeclaration':
      return node.source ? reexport(node, node.source.value) : undefined;
    case 'TSImportType':
      return { name: node.source.value, typeOnly: true, late: false, names: [] };
    case 'ImportExpression':
      return { name: literal(node.source), typeOnly: false, late: true, names: ['*'] };
    case 'CallExpression': {
      const {
        callee,
        arguments: [first],
      } = node;
      const required = callee.type === 'Identifier' && callee.name === 'require';
      return required
        ? { name: first && literal(first), typeOnly: false, late: true, names: ['*'] }
        : undefined;
    }
    default:
      return undefined;
  }
}

function reexport(node: ExportNamedDeclaration, name: string): Found {
  const names = node.specifiers.map(({ local }) => nameOf(local));
  return { name, typeOnly: node.exportKind === 'type', late: false, names };
}

function importedName(specifier: Node): string {
  if (specifier.type === 'ImportSpecifier') return nameOf(specifier.imported);
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*';
}

function literal(node: Node): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

/** A method's span is that of the whole member; a closure counts with all that is in it. */
function functionAt({ node, parent }: Place, lineAt: (offset: number) => number): Span[] {
  if (!isFunction(node)) return [];
  const member = parent?.type === 'MethodDefinition' || (parent?.type === 'Property' && parent.method);
  const whole = member ? parent : node;
  const line = lineAt(whole.start);
  return [{ name: functionName(node, parent), line, lines: lineAt(whole.end) - line + 1 }];
}

/** Empty for a function that nobody named, such as an argument of `map`. */
function functionName(node: Node, parent: Node | undefined): string {
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') {
    if (node.id) return node.id.name;
  }
  if (parent?.type === 'VariableDeclarator') return nameOf(parent.id);
  if (parent?.type === 'Property' && parent.value === node) return nameOf(parent.key);
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') return nameOf(parent.key);
  return '';
}

function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'PrivateIdentifier') return `#${node.name}`;
  return literal(node) ?? '';
}

function typeNameAt(node: Node): string[] {
  const declares = node.type === 'TSTypeAliasDeclaration' || node.type === 'TSInterfaceDeclaration';
  return declares ? [node.id.name] : [];
}

function isBehaviour(statement: Node): boolean {
  if (statement.type === 'ExportDefaultDeclaration') return true;
  if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return false;
  const { declaration } = statement;
  if (declaration.type === 'ClassDeclaration') return true;
  return placesIn(declaration).some(({ node }) => isFunction(node));
}

function isFunction(node: Node): boolean {
  const { type } = node;
  return (
    type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
  );
}

function lineCounter(text: string): (offset: number) => number {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => {
    const at = ends.findIndex((end) => end >= offset);
    return (at < 0 ? ends.length : at) + 1;
  };
}
