import type { Calendar } from '../base/calendar.ts';
import { compact } from '../base/collections.ts';
import type { ConfigEntry, SyncDocument } from '../model/document.ts';
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
  const known = new Map<string, KnownFile>();
  return (file, { now, timezone }) => {
    const { hash, directory } = file;
    const check = (): KnownFile => {
      const { documents, problems, ends } = readDocuments(file, timezone, calendar);
      return { hash, directory, timezone, documents, problems, ends, inClear: warnOfClear(documents) };
    };
    const before = known.get(file.path);
    const isSame = before?.hash === hash && before.directory === directory && before.timezone === timezone;
    const checked = isSame ? before : check();
    if (!isSame) known.set(file.path, checked);
    const { documents, problems, ends, inClear } = checked;
    const warnings = ends.length === 0 ? inClear : [...warnOfEnded(ends, now), ...inClear];
    return { documents, problems, warnings };
  };
}

/** What was found in a file that had this hash and lay there, with times read in that zone. */
type KnownFile = ReadFile &
  Pick<SourceFile, 'hash' | 'directory'> &
  Pick<Moment, 'timezone'> & { readonly inClear: readonly Problem[] };

/** The shape alone is no proof, so it is no problem. A name is even less of one, and could not be had without a warning. */
function warnOfClear(documents: readonly SyncDocument[]): readonly Problem[] {
  const entries = documents.flatMap((one) => [one, ...one.windows].flatMap(({ configs }) => configs));
  const looksSecret = ({ value: { value } }: ConfigEntry) =>
    value.kind === 'plain' && secretSpans(value.text ?? '').length > 0;
  const warnings = entries.filter(looksSecret).map(({ option, value: { origin } }) => ({
    code: 'looks-secret' as const,
    message: `the value of \`${option.value}\` looks like a secret, and stands in the file in clear`,
    origin,
  }));
  return compact(warnings);
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
