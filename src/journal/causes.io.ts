import type { Change } from '../generated/journal.ts';
import { isFieldName, storedKey } from '../model/fields/index.ts';
import type { KnownWrites } from '../reconcile/ports.ts';
import { type Draft, parseObject } from './chain.ts';
import { isSameFile, type JournalFile, readBytes, readLines, withFiles } from './files.io.ts';
import { isAfter } from './record.ts';

/** What was written last, for each field, and when. */
export type LastWritten = Map<string, Pick<Change, 'after' | 'proof'> & { readonly time?: string }>;

/** How far a file was read. `mark` is what stood just before, to know the file again by more than its number. */
type ReadSoFar = Pick<JournalFile, 'dev' | 'ino'> & { readonly offset: number; readonly mark: Buffer };

/** Keeps what the journal says was written last, and reads only what was added since it looked before. */
export function createWrittenIndex(directory: string) {
  let written: LastWritten = new Map();
  let read: ReadSoFar | undefined;
  return {
    /** @throws Node's error where a file cannot be read. */
    read: () =>
      withFiles(directory, async (files) => {
        [written, read] = await readOn(files, written, read);
        return written;
      }),
    /** As of the last time that it could be read. */
    known: () => written,
  };
}

/** After a rotation goes on where it was; where that place is gone, begins anew. */
async function readOn(
  files: readonly JournalFile[],
  before: LastWritten,
  read: ReadSoFar | undefined,
): Promise<[LastWritten, ReadSoFar | undefined]> {
  const known = read && (await findKnown(files, read));
  const written: LastWritten = known ? before : new Map();
  let last: ReadSoFar | undefined;
  for (const file of files.slice(known ? files.indexOf(known) : 0)) {
    last = await readFrom(file, file === known ? read!.offset : 0, written);
  }
  return [written, last];
}

async function findKnown(files: readonly JournalFile[], read: ReadSoFar): Promise<JournalFile | undefined> {
  for (const file of files) if (await isKnown(file, read)) return file;
  return undefined;
}

const markBytes = 128;

async function isKnown(file: JournalFile, { dev, ino, offset, mark }: ReadSoFar): Promise<boolean> {
  if (!isSameFile(file, { dev, ino }) || file.size < offset) return false;
  return (await readBytes(file.handle, offset - mark.length, offset)).equals(mark);
}

async function readFrom(file: JournalFile, from: number, into: LastWritten): Promise<ReadSoFar> {
  const { dev, ino, handle } = file;
  let offset = from;
  for await (const { lines, isCut } of readLines(handle, from)) {
    for (const line of lines) {
      // A line that is cut may be whole but for its newline; what it becomes is read again.
      if (!isCut) offset += line.length + 1;
      noteLine(line, into);
    }
  }
  return { dev, ino, offset, mark: await readBytes(handle, Math.max(0, offset - markBytes), offset) };
}

/** Most lines that say nothing of a write are told without parsing them. */
const signOfWrite = Buffer.from('"outcome":"applied"');

function noteLine(line: Buffer, into: LastWritten): void {
  if (!line.includes(signOfWrite)) return;
  const record = parseObject(line.toString());
  if (record && isWrite(record)) noteWrite(record, into);
}

type Write = Pick<Change, 'tenant' | 'sync' | 'option' | 'after' | 'proof'> & {
  readonly field?: Change['field'];
  readonly time?: unknown;
};

/** Lines may come from anywhere; older ones have no kind, and say of no field that it is an interval. */
function isWrite(record: object): record is Write {
  const { tenant, sync, field, option, after, outcome } = record as Partial<Change>;
  const hasOption = option === undefined || typeof option?.id === 'string';
  const isValue = after === null || ['string', 'boolean'].includes(typeof after);
  return (
    outcome === 'applied' &&
    typeof tenant === 'string' &&
    typeof sync?.id === 'string' &&
    (field === undefined || isFieldName(field)) &&
    hasOption &&
    isValue
  );
}

function noteWrite({ tenant, sync, field, option, after, proof, time }: Write, into: LastWritten): void {
  const id = { field: field ?? (option ? 'configs' : 'interval'), ...(option && { option }) };
  into.set(storedKey({ tenant, sync, field: id }), {
    after,
    ...(proof && { proof }),
    ...(isTime(time) && { time }),
  });
}

/** As it is written here. */
function isTime(time: unknown): time is string {
  return typeof time === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(time);
}

/** What drafts say that are not in the file yet. */
export function noteDrafts(drafts: readonly Draft[], into: LastWritten): LastWritten {
  for (const draft of drafts) {
    if (draft.kind === 'change' && draft.outcome === 'applied') noteWrite(draft, into);
  }
  return into;
}

/** `live` where the wanted value is what was written last: then somebody else has changed it. */
export function causeFrom(written: LastWritten): KnownWrites['cause'] {
  return (field, wanted) => {
    const last = written.get(storedKey(field));
    if (!last) return 'unknown';
    return isAfter(last, wanted) ? 'live' : 'git';
  };
}

export function timeFrom(written: LastWritten): NonNullable<KnownWrites['writtenAt']> {
  return (field) => written.get(storedKey(field))?.time;
}
