import { parseObject } from '../chain.ts';
import { type JournalFile, readBytes, readLines } from '../files.io.ts';
import { createSelection, type HistoryFilter, type HistoryRecord, historyRecord } from '../history.ts';
import { createTally } from './tally.ts';

/** What is asked of the journal again and again, of which the newest is shown. */
export type Recent = HistoryFilter & { readonly since: number; readonly limit: number };

/** Milliseconds within which two beginnings are one. */
export const near = 60_000;

/** What one file of the journal says to a question, as far as it has been read. */
export type Part = ReturnType<typeof emptyPart>;

function emptyPart(asked: Recent) {
  return {
    asked,
    /** Up to where it was read, and the bytes before that: another file may come to have the same number. */
    ...{ end: 0, tail: Buffer.alloc(0) as Buffer },
    /** It ends with a record that is cut off behind its last letter, and cannot be read on. */
    isWhole: true,
    ...{ total: 0, damaged: 0, tally: createTally() },
    /** Counts and matches; the records themselves are kept beside it. */
    selection: createSelection({ ...asked, limit: 0 }),
    /** When the oldest that matches was written, in milliseconds since 1970. */
    oldest: Number.POSITIVE_INFINITY,
    /** The newest, or fewer where nobody needs them. */
    records: [] as HistoryRecord[],
  };
}

/** What a file says now. What was read before is read on, where that comes to the same as to read it anew. */
export async function partOf(file: JournalFile, asked: Recent, before: Part | undefined): Promise<Part> {
  const isGood = before?.isWhole && holdsAll(before, asked) && (await goesOn(file, before));
  const part = isGood ? before : emptyPart(asked);
  if (file.size > part.end) await readOn(file, part);
  // Where clocks were put back, what is new may be older than what is asked for.
  return isGood && !holdsAll(part, asked) ? freshPart(file, asked) : part;
}

/** Reads all of a file. */
export async function freshPart(file: JournalFile, asked: Recent): Promise<Part> {
  return partOf(file, asked, undefined);
}

/** A later beginning leaves nothing out that was counted; of a damaged line nobody knows when it was written. */
function holdsAll({ asked, oldest, damaged }: Part, { since }: Recent): boolean {
  const [then, now] = [asked.since, since].map((at) => Math.floor(at / near)) as [number, number];
  return now === then || (now > then && oldest >= since && damaged === 0);
}

async function goesOn({ handle, size }: JournalFile, { end, tail }: Part): Promise<boolean> {
  if (size < end) return false;
  return tail.equals(await readBytes(handle, end - tail.length, end));
}

/** Lines that are too old, or say nothing of the tenant, are passed over before they are parsed. */
async function readOn({ handle }: JournalFile, part: Part): Promise<void> {
  const { asked } = part;
  const [first, sign] = [new Date(asked.since).toISOString(), signOf(asked)];
  for await (const { lines, isCut } of readLines(handle, part.end)) {
    for (const line of lines) {
      if (!isCut) part.end += line.length + 1;
      if (isBefore(line, first) || !line.includes(sign)) continue;
      const parsed = parseObject(line.toString());
      // What is cut short at the end may be written just now.
      if (!parsed && !isCut) part.damaged += 1;
      if (parsed && isCut) part.isWhole = false;
      const record = parsed && historyRecord(parsed);
      if (record && part.selection.add(record)) keep(record, part);
    }
  }
  part.tail = await readBytes(handle, Math.max(0, part.end - tailBytes), part.end);
}

/** The end of a line holds its seal, which no other line has. */
const tailBytes = 64;

function keep(record: HistoryRecord, part: Part): void {
  part.total += 1;
  part.tally.add(record);
  part.oldest = Math.min(part.oldest, Date.parse(record.time));
  part.records.push(record);
  const { limit } = part.asked;
  if (part.records.length > 2 * limit) part.records = part.records.slice(-limit);
}

function signOf({ tenants: [tenant] }: Recent): string {
  return tenant === undefined ? '' : JSON.stringify(tenant);
}

/** Within so many bytes a line says its time. */
const headBytes = 96;

/** By the time as the journal writes it; what says it in another way is looked at more closely. */
function isBefore(line: Buffer, first: string): boolean {
  const head = line.toString('latin1', 0, headBytes);
  const time = /^\{"kind":"[a-z]+","number":\d+,"time":"(\d{4}-[\d:.T-]{18,19}Z)"/.exec(head)?.[1];
  return time !== undefined && time < first;
}
