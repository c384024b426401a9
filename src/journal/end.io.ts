import { type Link, noLink, readSealed, type Torn, tornFrom } from './chain.ts';
import { type JournalFile, openFile, readBytes, rotatedNumbers } from './files.io.ts';
import { rotatedName } from './names.ts';

/** Where a file of the journal ends. */
export type End = {
  /** The last record's, or `noLink` where there is none. */
  readonly link: Link;
  /** Whether the last byte is a newline, or there is no byte. */
  readonly terminated: boolean;
  /** What stands behind the last record and is none. */
  readonly torn?: Torn;
};

const newline = 10;
/** Records are far shorter, so that one look at the end is enough nearly always. */
const glanceBytes = 1 << 16;

export async function findEnd(file: JournalFile): Promise<End> {
  const { handle, size } = file;
  const from = Math.max(0, size - glanceBytes);
  const glance = await readBytes(handle, from, size);
  const last = lastSealed(glance, from === 0);
  if (last || from === 0) return endAt(glance, last);
  const whole = await readBytes(handle, 0, size);
  return endAt(whole, lastSealed(whole, true));
}

/** Where the newest of the full files ends that holds a record. */
export async function endOfRotated(directory: string): Promise<Link> {
  for (const number of (await rotatedNumbers(directory)).reverse()) {
    const file = await openFile(directory, rotatedName(number));
    if (!file) continue;
    const { link } = await findEnd(file).finally(() => file.handle.close());
    if (link.number > 0) return link;
  }
  return noLink;
}

type Last = { readonly link: Link; readonly end: number };

function lastSealed(bytes: Buffer, isWhole: boolean): Last | undefined {
  for (let end = bytes.length; end > 0; ) {
    const lineEnd = bytes[end - 1] === newline ? end - 1 : end;
    const start = lineEnd === 0 ? 0 : bytes.lastIndexOf(newline, lineEnd - 1) + 1;
    if (start === 0 && !isWhole) return undefined;
    const record = readSealed(bytes.subarray(start, lineEnd));
    if (record) return { link: { number: record.number, hash: record.hash }, end: lineEnd };
    end = start;
  }
  return undefined;
}

function endAt(bytes: Buffer, last: Last | undefined): End {
  const terminated = bytes.length === 0 || bytes[bytes.length - 1] === newline;
  const rest = bytes.subarray(last ? last.end + 1 : 0);
  const torn = rest.length > 0 && tornFrom(terminated ? rest.subarray(0, -1) : rest);
  return { link: last?.link ?? noLink, terminated, ...(torn && { torn }) };
}
