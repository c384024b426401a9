import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  Parser,
  type Scalar,
} from 'yaml';
import type { Origin } from '../../model/origin.ts';
import type { SourceFile } from '../../model/sourceFile.ts';
import { yamlOptions } from '../../yaml/compose.ts';
import { createLocate } from '../../yaml/locate.ts';

/** A scalar as it stands in a file: offsets into the text in UTF-16 code units, without anchor and tag. */
export type Token = {
  readonly start: number;
  readonly end: number;
  readonly style: 'plain' | 'single' | 'double' | 'block';
  /** Whether it stands inside braces or brackets. */
  readonly inFlow: boolean;
  /** Whether an alias brings it to other places too. */
  readonly isShared: boolean;
  /** What it reads as. */
  readonly text: string;
};

/** Finds the scalar that begins at a place. Undefined where nothing is written there. */
export type FindToken = (origin: Pick<Origin, 'line' | 'column'>) => Token | undefined;

/** Of a file that has been read without problems. */
export function createFindToken({ path, text }: Pick<SourceFile, 'path' | 'text'>): FindToken {
  const locate = createLocate(path, text);
  const tokens = new Map<string, Token>();
  for (const token of tokensOf(text)) {
    if (token.end > token.start) tokens.set(placeKey(locate(token.start)), token);
  }
  return (origin) => tokens.get(placeKey(origin));
}

function placeKey({ line, column }: Pick<Origin, 'line' | 'column'>): string {
  return `${line}:${column}`;
}

function tokensOf(text: string): readonly Token[] {
  const documents = new Composer(yamlOptions).compose(new Parser().parse(text), true, text.length);
  return [...documents].flatMap(tokensIn);
}

/** What leads to a node, itself included, innermost first. */
type Path = { readonly node: Node; readonly above: Path | undefined };

type FoundScalar = { readonly scalar: Scalar; readonly path: Path; readonly inFlow: boolean };

type Walk = {
  readonly found: FoundScalar[];
  /** The last node above that bears an anchor of this name: the one that an alias means. */
  readonly anchors: Map<string, Node>;
  readonly aliased: Set<Node>;
};

function tokensIn({ contents }: Document.Parsed | Document): readonly Token[] {
  const walk: Walk = { found: [], anchors: new Map(), aliased: new Set() };
  visit(walk, contents, undefined, false);
  return walk.found.map(({ scalar, path, inFlow }) => tokenOf(scalar, inFlow, isShared(path, walk.aliased)));
}

function visit(walk: Walk, node: unknown, above: Path | undefined, inFlow: boolean): void {
  if (isPair(node)) {
    visit(walk, node.key, above, inFlow);
    visit(walk, node.value, above, inFlow);
  } else if (isAlias(node)) {
    const meant = walk.anchors.get(node.source);
    if (meant) walk.aliased.add(meant);
  } else if (isScalar(node) || isMap(node) || isSeq(node)) {
    if (node.anchor !== undefined) walk.anchors.set(node.anchor, node);
    const path = { node, above };
    if (isScalar(node)) walk.found.push({ scalar: node, path, inFlow });
    else for (const item of node.items) visit(walk, item, path, inFlow || node.flow === true);
  }
}

function isShared(path: Path, aliased: ReadonlySet<Node>): boolean {
  for (let at: Path | undefined = path; at; at = at.above) if (aliased.has(at.node)) return true;
  return false;
}

const styles: Readonly<Record<string, Token['style']>> = {
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

function tokenOf({ range, type, value }: Scalar, inFlow: boolean, isShared: boolean): Token {
  const [start, end] = range!;
  return { start, end, style: styles[type ?? ''] ?? 'plain', inFlow, isShared, text: String(value) };
}
