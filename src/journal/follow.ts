import type { JournalRecordJson } from '../generated/journal.ts';
import { type Link, noLink, readSealed, tornFrom } from './chain.ts';
import type { Verification } from './history.ts';
import { currentName, headName } from './names.ts';

/** Lines that are no record, from the first of them on. */
type Odd = { readonly line: number; readonly parts: Buffer[] };

/** Follows the chain of records line by line; what it knows so far. */
export type Following = {
  readonly head: Link | undefined;
  file: string;
  line: number;
  files: number;
  records: number;
  /** That of the last record that follows. */
  last: Link | undefined;
  /** The first place at which a record does not follow the one before. */
  broken: Verification['break'];
  /** What was met since the last record that is none. */
  odd: Odd | undefined;
  readonly notes: string[];
};

/** `head` is what the journal's head says, read before its records, which may only become more meanwhile. */
export function startFollowing(head: Link | undefined): Following {
  const nothing = { last: undefined, broken: undefined, odd: undefined };
  return { head, file: '', line: 0, files: 0, records: 0, ...nothing, notes: [] };
}

export function openFile(at: Following, name: string): void {
  Object.assign(at, { file: name, line: 0, files: at.files + 1 });
}

/** A line, without its newline. One that is cut had none, and ends its file. */
export function followLine(at: Following, bytes: Buffer, isCut = false): void {
  if (at.broken) return;
  at.line += 1;
  const record = readSealed(bytes);
  if (record) follow(at, record);
  else if (!isCut) {
    at.odd ??= { line: at.line, parts: [] };
    at.odd.parts.push(bytes);
  } else if (at.odd || at.file !== currentName) breakAt(at, at.odd?.line ?? at.line, noRecord);
  else note(at, at.line, 'a line that a crash cut short; the next record will say so');
}

export function endFile(at: Following): void {
  if (at.odd) breakAt(at, at.odd.line, noRecord);
  at.odd = undefined;
}

export function conclude(at: Following): Verification {
  const { files, records, last, notes } = at;
  const broken = at.broken ?? breakAtEnd(at);
  if (!broken && files === 0) return { result: 'missing', files, records, notes: [] };
  return {
    result: broken ? 'broken' : 'whole',
    files,
    records,
    ...(last && last.hash !== null && { last: { number: last.number, hash: last.hash } }),
    ...(broken && { break: broken }),
    notes: [...notes],
  };
}

function breakAtEnd({ head, file, line, last = noLink }: Following): Verification['break'] {
  if (!head && last.number > 0) return { file: headName, line: 1, message: `is missing: ${unprovable}` };
  if (!head || head.number <= last.number) return undefined;
  const message = `${missing(head.number - last.number)} after this line`;
  return { file: file || currentName, line, message };
}

function follow(at: Following, record: JournalRecordJson): void {
  const { odd, line, head, last } = at;
  at.odd = undefined;
  if (odd) followTorn(at, odd, record);
  if (last) followLast(at, record, last);
  else followNothing(at, record);
  if (record.kind === 'headless') breakAt(at, line, `${headName} was gone: ${unprovable}`);
  if (record.kind === 'lost') note(at, line, `${record.count} records could not be written`);
  if (record.number === head?.number && record.hash !== head.hash) {
    breakAt(at, line, `this is not the record that ${headName} knows`);
  }
  if (at.broken) return;
  at.records += 1;
  at.last = { number: record.number, hash: record.hash };
}

function followTorn(at: Following, { line, parts }: Odd, record: JournalRecordJson): void {
  const { bytes, digest } = tornFrom(
    Buffer.concat(parts.flatMap((part, index) => (index > 0 ? [newline, part] : [part]))),
  );
  const isTold = record.kind === 'torn' && record.bytes === bytes && record.digest === digest;
  // A crash leaves one line without its end; more than that was there before the chain, or came in by another hand.
  const isFromBefore = record.number === 1;
  if (!isTold || (parts.length > 1 && !isFromBefore)) {
    breakAt(at, line, noRecord);
    return;
  }
  note(
    at,
    line,
    isFromBefore ? 'lines from before the chain, or cut short' : 'a line that a crash cut short',
  );
}

function followLast(
  at: Following,
  { number, previous }: JournalRecordJson,
  { number: before, hash }: Link,
): void {
  const { line } = at;
  if (number > before + 1) breakAt(at, line, `${missing(number - before - 1)} before this line`);
  else if (number <= before) breakAt(at, line, `record ${number} comes after record ${before}`);
  else if (previous !== hash) {
    breakAt(at, line, 'this record does not follow the one before, which was changed');
  }
}

/** Whole files may have been removed, and a file begins with a record that says so. */
function followNothing(at: Following, { number, previous, kind }: JournalRecordJson): void {
  const isBeginning = number === 1 && previous === null;
  if (!isBeginning && kind !== 'file') breakAt(at, at.line, 'the lines before this one are missing');
  if (number > 1) at.notes.push(`${missing(number - 1)} in older files, which were removed`);
}

function breakAt(at: Following, line: number, message: string): void {
  at.broken ??= { file: at.file, line, message };
}

function note(at: Following, line: number, message: string): void {
  at.notes.push(`${at.file}:${line}: ${message}`);
}

const newline = Buffer.from('\n');
const noRecord = 'this line is no record, or was changed';
const unprovable = 'nobody can tell whether records were cut from the end';

function missing(count: number): string {
  return count === 1 ? '1 record is missing' : `${count} records are missing`;
}
