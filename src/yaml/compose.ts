import { Composer, type CST, type Document, Lexer, Parser, Schema } from 'yaml';
import type { Code } from '../problems/codes.ts';
import type { Notes } from './notes.ts';

/** Scalars stay text, since what a plain one means is told by `plainData`; keys are compared by `convert`, in linear time. */
export const yamlOptions = {
  schema: new Schema({ schema: 'failsafe', resolveKnownTags: false }),
  uniqueKeys: false,
} as const;

/** The documents whose syntax is sound. */
export function* compose(text: string, notes: Notes): Generator<Document.Parsed> {
  const openQuotes: OpenQuotes = new Map();
  const composer = createComposer(notes, openQuotes);
  let broken = false;
  for (const token of tokenize(text, openQuotes, notes)) {
    const before = notes.count();
    if (token.type === 'error') notes.syntax(token.offset, 'UNEXPECTED_TOKEN', token.message);
    if (token.type === 'directive') checkDirective(token, notes);
    // A document comes out when the next one goes in; what is noted of it once it is out is no stumble of that next one.
    const finished = token.type === 'error' ? [] : [...composer.next(token)];
    const stumbled = notes.count() > before;
    if (!broken) yield* finished;
    broken = stumbled || (broken && token.type !== 'document');
  }
  if (!broken) yield* composer.end();
}

/** Where quotes open that are never closed, by the offset at which their text ends. */
type OpenQuotes = Map<number, number>;

/**
 * Takes errors from the library as they come, by a member that it calls its own: the public way keeps every error of a
 * document, each with a stack trace, and rubbish has one per byte (docs/decisions/yaml-composer.md). It finds an unclosed
 * quote where the text ends; the mistake is where it opens.
 */
function createComposer(notes: Notes, openQuotes: OpenQuotes): Composer {
  const onError = (
    place: CST.Token | number | number[],
    code: string,
    wording: string,
    isWarning?: boolean,
  ) => {
    if (isWarning) return;
    const offset = typeof place === 'number' ? place : Array.isArray(place) ? place[0]! : place.offset;
    const opens = wording.startsWith('Missing closing') ? openQuotes.get(offset) : undefined;
    notes.syntax(opens ?? offset, code, wording);
  };
  return Object.assign(new Composer(yamlOptions), { onError });
}

/** Far more than anybody writes, so that 10 MB of rubbish take no minute and no gigabytes. */
const most = { documents: 100_000, signs: 300_000, levels: 100, problems: 10_000 };

/** Ends where the text goes beyond a limit, before anything recurses into it. */
function* tokenize(text: string, openQuotes: OpenQuotes, notes: Notes): Generator<CST.Token> {
  const parser = new Parser();
  const size = { documents: 0, signs: 0 };
  for (const lexeme of new Lexer().lex(text)) {
    if (isOpenQuote(lexeme)) openQuotes.set(parser.offset + lexeme.length, parser.offset);
    if (isSign(lexeme)) size.signs += 1;
    for (const token of parser.next(lexeme)) {
      if (token.type === 'document') [size.documents, size.signs] = [size.documents + 1, 0];
      yield token;
    }
    if (notes.count() > most.problems || exceeds(parser, size, notes)) return;
  }
  yield* parser.end();
}

function isOpenQuote(lexeme: string): boolean {
  const first = lexeme.charCodeAt(0);
  if (first !== 0x22 && first !== 0x27) return false;
  return lexeme.length === 1 || lexeme.charCodeAt(lexeme.length - 1) !== first;
}

/** Neither space, nor a line end or a comment, nor one of the parser's own marks (which are control characters). */
function isSign(lexeme: string): boolean {
  const first = lexeme.charCodeAt(0);
  return first > 0x20 && first !== 0x23;
}

type Size = { readonly documents: number; readonly signs: number };

function exceeds({ stack, offset }: Parser, { documents, signs }: Size, notes: Notes): boolean {
  const note = (code: Code, message: string, hint?: string) => {
    notes.add(Math.max(0, offset - 1), code, message, hint);
    return true;
  };
  if (stack.length > most.levels) return note('too-deep', `more than ${most.levels} levels of nesting`);
  if (documents > most.documents) {
    return note('too-large', `more than ${most.documents} documents`, 'split it into several files');
  }
  if (signs <= most.signs) return false;
  return note(
    'too-large',
    `more than ${most.signs} words and signs in one document`,
    'a document is one sync',
  );
}

function checkDirective(token: CST.Directive, notes: Notes): void {
  if (!/^%YAML\s+1\.1\b/.test(token.source)) return;
  const message = 'YAML 1.1 gives values another meaning (`yes`, `012`)';
  notes.add(token.offset, 'yaml', message, 'remove the line: files are read as YAML 1.2');
}
