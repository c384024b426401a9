import { posix } from 'node:path';

export type Edge = { readonly from: string; readonly to: string };

/** The circles that a walk along all edges runs into, not all there are; none only where there is none. */
export function circles(edges: readonly Edge[]): string[][] {
  const next = targetsByNode(edges);
  const found: string[][] = [];
  const done = new Set<string>();
  for (const node of [...next.keys()].sort()) follow(node, []);
  return found;

  function follow(node: string, path: readonly string[]): void {
    const start = path.indexOf(node);
    if (start >= 0) found.push([...path.slice(start), node]);
    if (start >= 0 || done.has(node)) return;
    for (const target of next.get(node) ?? []) follow(target, [...path, node]);
    done.add(node);
  }
}

/** The nodes of the longest way. Where edges go in a circle it is as long as the way until there. */
export function longestChain(edges: readonly Edge[]): string[] {
  const next = targetsByNode(edges);
  const known = new Map<string, string[]>();
  return longest([...next.keys()].map(from));

  function from(node: string): string[] {
    const before = known.get(node);
    if (before) return before;
    known.set(node, [node]);
    const chain = [node, ...longest((next.get(node) ?? []).map(from))];
    known.set(node, chain);
    return chain;
  }
}

function targetsByNode(edges: readonly Edge[]): Map<string, string[]> {
  const targets = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const known = targets.get(from) ?? [];
    if (!known.includes(to)) targets.set(from, [...known, to]);
  }
  return targets;
}

function longest(chains: readonly string[][]): string[] {
  return chains.reduce((best, chain) => (chain.length > best.length ? chain : best), []);
}

/**
 * An import between files as one between the two folders in which their ways part, which lie side by side.
 * A file that lies directly where they part counts for no folder: a folder's own files may use its subfolders
 * (a table of dialects) and be used by them (the type of a dialect); where that is a circle, it is one of files.
 */
export function betweenFolders({ from, to }: Edge): Edge[] {
  const [a, b] = [from, to].map((file) => posix.dirname(file).split('/'));
  const parting = a!.findIndex((name, at) => name !== b![at]);
  if (parting < 0 || b![parting] === undefined || a![0] === '.' || b![0] === '.') return [];
  return [{ from: a!.slice(0, parting + 1).join('/'), to: b!.slice(0, parting + 1).join('/') }];
}
