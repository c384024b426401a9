// `npm run house`: the figures of the house, each with what its aim is.
import { type Figures, figuresOf } from './figures.ts';
import { readHouse } from './read.ts';

const { sources, tests } = readHouse('src');
const figures = figuresOf(sources, tests);
console.log(linesOf(figures).join('\n'));

function linesOf(figures: Figures): string[] {
  return [
    `lines without generated code and tests: ${figures.lines} in ${figures.files} files (aim: at most 20000)`,
    ...list('files over 250 lines', 0, figures.longFiles),
    `functions: ${figures.functions}, those with a name have a median of ${figures.medianLines} lines (aim: at most 8)`,
    ...list('functions over 40 lines', 0, figures.longFunctions),
    ...list('folders with more than 16 sources', 0, figures.fullFolders),
    ...list('longest import chain', 14, figures.longestChain),
    ...list('type names that more than one file declares', 10, figures.ambiguousTypes),
    ...list('modules with behaviour and no test beside them', 0, figures.untested),
  ];
}

function list(title: string, aim: number, items: readonly string[]): string[] {
  return [
    `${title}: ${items.length} (aim: ${aim === 0 ? 'none' : `at most ${aim}`})`,
    ...items.map((item) => `  ${item}`),
  ];
}
