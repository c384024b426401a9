import type { Calendar } from '../base/calendar.ts';
import type { Located } from '../model/origin.ts';
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
  const known = new Map<string, { readonly state: string; readonly read: ReadFile }>();
  return (file, { now, timezone }) => {
    const state = `${file.hash} ${file.directory} ${timezone}`;
    const before = known.get(file.path);
    const read = before?.state === state ? before.read : readDocuments(file, timezone, calendar);
    known.set(file.path, { state, read });
    const { ends, ...rest } = read;
    return { ...rest, warnings: warnOfEnded(ends, now) };
  };
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
