import type { Calendar } from '../base/calendar.ts';
import type { Clock } from '../base/clock.ts';
import type { Here } from '../base/time/shown.ts';
import { createGit } from '../files/git.io.ts';
import { readTree } from '../files/readTree.io.ts';
import type { SourceTree } from '../files/tree.ts';
import { type ProblemOptions, textIn } from '../problems/text.ts';
import { endedAllowance } from '../settings/allow.ts';
import { type LoadedSettings, loadSettings, type SettingsSource } from '../settings/load.io.ts';
import { readBase } from './base.io.ts';
import type { CheckFile } from './checkFiles.ts';
import { desire } from './desire.ts';
import type { Desired } from './desired.ts';
import type { When } from './when.ts';

/** Soll, with everything that is wrong with the settings as well: whatever is wrong, nothing is sent. */
export type Loaded = LoadedSettings & {
  readonly desired: Desired;
  /** Now, and the zone of every time that people read. */
  readonly here: Here;
  /** Milliseconds since 1970, where it is Soll of another moment than now. */
  readonly at?: number;
  readonly textOf: ProblemOptions['textOf'];
};

/** What reading documents needs. */
export type ReadingDocuments = {
  readonly clock: Clock;
  readonly calendar: Calendar;
  readonly checkFile: CheckFile;
};

/** Ten thousand files at a commit, some of which a partial clone has to fetch first. Milliseconds. */
const longestReading = 120_000;

/** Of which moment Soll is, if not of now, and the commit that it is compared with, if it is. */
export type Asked = { readonly at?: When | undefined; readonly base?: string | undefined };

export async function loadDesired(
  source: SettingsSource & Asked & { readonly syncs: string },
  { clock, calendar, checkFile }: ReadingDocuments,
): Promise<Loaded> {
  const loaded = await loadSettings(source, calendar);
  const tree = await readTree(source.syncs, source.syncs);
  const { timezone, tenants } = loaded.settings;
  const here = { now: clock.now(), timezone, calendar };
  const at = source.at?.(here);
  const moment = { now: at ?? here.now, timezone };
  const ended = endedAllowance(loaded.settings.safety.allow, moment.now);
  const desireOf = (one: SourceTree) => desire(one, tenants, moment, { checkFile, calendar });
  const desired = desireOf(tree);
  const isThere = !tree.problems.some(({ code }) => code === 'folder-missing');
  const base =
    source.base === undefined || !isThere
      ? undefined
      : await readBase(source.base, source.syncs, createGit(source.env, longestReading), desireOf);
  return {
    ...loaded,
    here,
    ...(at !== undefined && { at }),
    desired: {
      ...desired,
      ...(base?.ok && { base: base.value.base }),
      problems: [...loaded.problems, ...desired.problems, ...(base?.ok === false ? [base.why] : [])],
      warnings: [...loaded.warnings, ...ended, ...desired.warnings, ...(base?.ok ? base.value.warnings : [])],
    },
    textOf: textIn(loaded.file ? [loaded.file, ...tree.files] : tree.files),
  };
}
