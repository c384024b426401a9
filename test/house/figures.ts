import { type Edge, longestChain } from './graph.ts';
import { edgesOf, fullFolders, longFiles, longFunctions } from './rules.ts';
import type { Source } from './source.ts';

export type Figures = ReturnType<typeof figuresOf>;

/** The sources without generated code, and the names of the tests beside them. */
export function figuresOf(sources: readonly Source[], tests: readonly string[]) {
  const functions = sources.flatMap(({ functions }) => functions);
  return {
    lines: sum(sources.map(({ lines }) => lines)),
    files: sources.length,
    longFiles: longFiles(sources),
    functions: functions.length,
    longFunctions: longFunctions(sources),
    /** Of the functions that have a name: most others are one-line arguments of `map` and `filter`. */
    medianLines: median(functions.filter(({ name }) => name !== '').map(({ lines }) => lines)),
    fullFolders: fullFolders(sources),
    longestChain: longestChain(staticEdges(sources)),
    ambiguousTypes: ambiguousTypes(sources),
    untested: untested(sources, tests),
  };
}

/** The imports between the sources that are followed at once, of types too. */
function staticEdges(sources: readonly Source[]): Edge[] {
  const files = new Set(sources.map(({ file }) => file));
  return edgesOf(sources).filter(({ to, late }) => !late && files.has(to));
}

/** Names of types that more than one file declares. */
export function ambiguousTypes(sources: readonly Source[]): string[] {
  const names = sources.flatMap(({ types }) => [...new Set(types)]).sort();
  return [...new Set(names.filter((name, at) => name === names[at + 1]))];
}

/** Files that do something and have no test beside them: `lock.test.ts` or `lock.io.test.ts` for `lock.io.ts`. */
export function untested(sources: readonly Source[], tests: readonly string[]): string[] {
  const tested = new Set(tests.map((name) => name.replace(/(?:\.io)?\.test\.tsx?$/, '')));
  const behaving = sources.filter(({ behaves }) => behaves).map(({ file }) => file);
  // The words of the page are one table, which has one test.
  const isWords = (file: string) => file.startsWith('page/words/');
  return behaving.filter((file) => !isWords(file) && !tested.has(file.replace(/(?:\.io)?\.tsx?$/, '')));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
