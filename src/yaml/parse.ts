import type { Problem } from '../problems/problem.ts';
import { compose } from './compose.ts';
import { convert } from './convert.ts';
import type { Locate } from './locate.ts';
import type { YamlNode } from './node.ts';
import { createNotes, type Notes } from './notes.ts';
import { readSimple } from './simple.ts';

/**
 * The documents that could be read, without the empty ones, and what is wrong with the YAML. `omitted` counts the
 * problems beyond `mostProblems`.
 */
export type ParsedYaml = {
  readonly documents: readonly YamlNode[];
  readonly problems: readonly Problem[];
  readonly omitted: number;
};

/** Reads YAML 1.2. Whatever the text, it comes back with documents or problems; it never throws. */
export function parseYaml(text: string, locate: Locate): ParsedYaml {
  const simple = readSimple(text);
  return simple ? { documents: simple, problems: [], omitted: 0 } : parseAny(text, locate);
}

/** Whatever stands in the text. */
export function parseAny(text: string, locate: Locate): ParsedYaml {
  const notes = createNotes(text, locate);
  const documents: YamlNode[] = [];
  noteUnprintable(text, notes);
  for (const document of hasTooManyLines(text, notes) ? [] : compose(text, notes)) {
    const node = convert(document, notes);
    if (node) documents.push(node);
  }
  const { problems } = notes;
  return { documents, problems, omitted: notes.count() - problems.length };
}

/** What YAML 1.2 does not allow in a file (c-printable); the parser takes it, and a carriage return alone ends no line. */
const unprintable = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|\r(?!\n)/;

/** Told once: the rest of a file that holds one is full of them. */
function noteUnprintable(text: string, notes: Notes): void {
  const offset = text.search(unprintable);
  if (offset === -1) return;
  const code = text.charCodeAt(offset).toString(16).padStart(2, '0');
  if (code === '0d') {
    notes.add(
      offset,
      'yaml',
      'a carriage return without a line feed',
      'save the file with line ends LF or CRLF',
    );
  } else {
    const hint = `remove it, or put the value in double quotes and write ${code.length > 2 ? '\\u' : '\\x'}${code}`;
    notes.add(offset, 'yaml', `a control character (U+${code.toUpperCase().padStart(4, '0')})`, hint);
  }
}

/** Far more than anybody writes, so that 10 MB of rubbish take no minute and no gigabytes. */
const mostLines = 1_200_000;

function hasTooManyLines(text: string, notes: Notes): boolean {
  if (text.length <= mostLines) return false;
  let end = -1;
  for (let lines = 0; lines < mostLines; lines++) {
    end = text.indexOf('\n', end + 1);
    if (end === -1) return false;
  }
  notes.add(end, 'too-large', `more than ${mostLines} lines`, 'split it into several files');
  return true;
}
