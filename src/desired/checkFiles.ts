import type { Calendar } from '../base/calendar.ts';
import type { SyncDocument } from '../model/document.ts';
import type { Located } from '../model/origin.ts';
import { secretSpans } from '../model/secretSigns.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import type { Problem } from '../problems/problem.ts';
import { type ReadFile, readDocuments } from './document.ts';
import type { Moment } from './windows.ts';

/** Reads the documents of a file, and tells all that is wrong with them. */
export type CheckFile = (file: SourceFile, moment: Moment) => CheckedFile;

export type CheckedFile = Omit<ReadFile, 'ends'> & { readonly warnings: readonly Problem[] };

/**
 * Checks files, and remembers what it found as long as they stay as they are: to parse YAML takes a hundred times as long
 * as to read and hash it. What a file was is forgotten as soon as it has become something else.
 */
export function createCheckFile(calendar: Calendar): CheckFile {
  const known = new Map<
    string,
    { readonly state: string; readonly read: ReadFile; readonly inClear: readonly Problem[] }
  >();
  return (file, { now, timezone }) => {
    const check = () => {
      const read = readDocuments(file, timezone, calendar);
      return { state, read, inClear: warnOfClear(read.documents) };
    };
    const state = `${file.hash} ${file.directory} ${timezone}`;
    const before = known.get(file.path);
    const checked = before?.state === state ? before : check();
    known.set(file.path, checked);
    const { ends, ...rest } = checked.read;
    return { ...rest, warnings: [...warnOfEnded(ends, now), ...checked.inClear] };
  };
}

/** The shape alone is no proof, so it is no problem. A name is even less of one, and could not be had without a warning. */
function warnOfClear(documents: readonly SyncDocument[]): readonly Problem[] {
  const entries = documents.flatMap((one) => [one, ...one.windows].flatMap(({ configs }) => configs));
  return entries
    .filter(({ value: { value } }) => value.kind === 'plain' && secretSpans(value.text ?? '').length > 0)
    .map(({ option, value: { origin } }) => ({
      code: 'looks-secret',
      message: `the value of \`${option.value}\` looks like a secret, and stands in the file in clear`,
      origin,
    }));
}

function warnOfEnded(ends: readonly Located<number>[], now: number): readonly Problem[] {
  return ends
    .filter((end) => end.value <= now)
    .map(({ origin }) => ({
      code: 'ended',
      message: 'the suspension has ended, so it does nothing any more',
      hint: 'remove `suspend`, or move `until`',
      origin,
    }));
}
