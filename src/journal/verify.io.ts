import { tornFrom } from './end.io.ts';
import { currentName, eachFile, type JournalFile, readLines } from './files.io.ts';
import { headName, readHead } from './head.io.ts';
import type { Verification } from './history.ts';
import { type Link, noLink, readSealed, type Sealed } from './record.ts';

/**
 * Reads the whole journal and says where the first place is at which a record does not follow the one before.
 * @throws Node's error where a file cannot be read.
 */
export async function verifyJournal(directory: string): Promise<Verification> {
  // Before the records, which may only become more meanwhile.
  const head = await readHead(directory);
  const chain = createChain(head);
  await eachFile(directory, async (file) => {
    await followFile(file, chain);
    return chain.state().broken === undefined;
  });
  return conclude(chain.state(), head);
}

function conclude(state: State, head: Link | undefined): Verification {
  const { files, records, last, notes } = state;
  const broken = state.broken ?? breakAtEnd(state, head);
  if (!broken && files === 0) return { result: 'missing', files, records, notes: [] };
  return {
    result: broken ? 'broken' : 'whole',
    files,
    records,
    ...(last.hash !== null && { last: { number: last.number, hash: last.hash } }),
    ...(broken && { break: broken }),
    notes: [...notes],
  };
}

function breakAtEnd({ last, lastPlace }: State, head: Link | undefined): Break | undefined {
  if (!head && last.number > 0) return { file: headName, line: 1, message: `is missing: ${unprovable}` };
  if (!head || head.number <= last.number) return undefined;
  return { ...lastPlace, message: `${missing(head.number - last.number)} after this line` };
}

type Break = { readonly file: string; readonly line: number; readonly message: string };

/** `last` is that of the last record that follows. */
type State = {
  readonly files: number;
  readonly records: number;
  readonly last: Link;
  readonly lastPlace: { readonly file: string; readonly line: number };
  readonly broken: Break | undefined;
  readonly notes: readonly string[];
};

type Chain = ReturnType<typeof createChain>;

function createChain(head: Link | undefined) {
  let file = '';
  let line = 0;
  let [files, records] = [0, 0];
  let last: Link | undefined;
  let broken: Break | undefined;
  /** What was met since the last record that is none. */
  let odd: { readonly line: number; readonly parts: Buffer[] } | undefined;
  const notes: string[] = [];

  function breakAt(at: number, message: string): void {
    broken ??= { file, line: at, message };
  }

  function follow(sealed: Sealed): void {
    const torn = odd;
    odd = undefined;
    if (torn) followTorn(torn, sealed);
    if (last) followLast(sealed, last);
    else begin(sealed);
    if (sealed.record.kind === 'headless') breakAt(line, `${headName} was gone: ${unprovable}`);
    if (sealed.record.kind === 'lost') {
      notes.push(`${file}:${line}: ${sealed.record.count} records could not be written`);
    }
    if (sealed.number === head?.number && sealed.hash !== head.hash) {
      breakAt(line, `this is not the record that ${headName} knows`);
    }
    if (broken) return;
    records += 1;
    last = { number: sealed.number, hash: sealed.hash };
  }

  function followTorn({ line: at, parts }: NonNullable<typeof odd>, { record, number }: Sealed): void {
    const { bytes, digest } = tornFrom(
      Buffer.concat(parts.flatMap((part, n) => (n ? [feed, part] : [part]))),
    );
    const isTold = record.kind === 'torn' && record.bytes === bytes && record.digest === digest;
    // A crash leaves one line without its end; more than that was there before the chain, or came in by another hand.
    const isFromBefore = number === 1;
    if (!isTold || (parts.length > 1 && !isFromBefore)) {
      breakAt(at, noRecord);
      return;
    }
    const what = isFromBefore ? 'lines from before the chain, or cut short' : 'a line that a crash cut short';
    notes.push(`${file}:${at}: ${what}`);
  }

  function followLast({ number, previous }: Sealed, { number: before, hash }: Link): void {
    if (number > before + 1) breakAt(line, `${missing(number - before - 1)} before this line`);
    else if (number <= before) breakAt(line, `record ${number} comes after record ${before}`);
    else if (previous !== hash)
      breakAt(line, 'this record does not follow the one before, which was changed');
  }

  /** Whole files may have been removed, and a file begins with a record that says so. */
  function begin({ number, previous, record }: Sealed): void {
    const isBeginning = number === 1 && previous === null;
    if (!isBeginning && record.kind !== 'file') breakAt(line, 'the lines before this one are missing');
    if (number > 1) notes.push(`${missing(number - 1)} in older files, which were removed`);
  }

  return {
    open(name: string) {
      endOfFile();
      [file, line] = [name, 0];
      files += 1;
    },
    add(bytes: Buffer) {
      if (broken) return;
      line += 1;
      const sealed = readSealed(bytes);
      if (sealed) follow(sealed);
      else if (odd) odd.parts.push(bytes);
      else odd = { line, parts: [bytes] };
    },
    /** The end of a file without its newline. */
    addRest(bytes: Buffer) {
      if (broken) return;
      line += 1;
      const sealed = readSealed(bytes);
      if (sealed) follow(sealed);
      else if (odd || file !== currentName) breakAt(odd?.line ?? line, noRecord);
      else notes.push(`${file}:${line}: a line that a crash cut short; the next record will say so`);
    },
    endOfFile,
    state: (): State => ({
      files,
      records,
      last: last ?? noLink,
      lastPlace: { file: file || currentName, line },
      broken,
      notes,
    }),
  };

  function endOfFile(): void {
    if (odd) breakAt(odd.line, noRecord);
    odd = undefined;
  }
}

const feed = Buffer.from('\n');
const noRecord = 'this line is no record, or was changed';
const unprovable = 'nobody can tell whether records were cut from the end';

function missing(count: number): string {
  return count === 1 ? '1 record is missing' : `${count} records are missing`;
}

async function followFile({ name, handle }: JournalFile, chain: Chain): Promise<void> {
  chain.open(name);
  for await (const { lines, rest } of readLines(handle)) {
    for (const line of lines) chain.add(line);
    if (rest) chain.addRest(rest);
  }
  chain.endOfFile();
}
