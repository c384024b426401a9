import type { Calendar } from '../base/calendar.ts';
import type { CheckFile } from './desire.ts';
import { type ReadFile, readDocuments, warnOfEnded } from './document.ts';

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
