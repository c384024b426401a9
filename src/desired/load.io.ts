import type { Calendar } from '../base/calendar.ts';
import type { Clock } from '../base/clock.ts';
import { readTree } from '../files/readTree.io.ts';
import { type ProblemOptions, textIn } from '../problems/text.ts';
import { type LoadedSettings, loadSettings, type SettingsSource } from '../settings/load.io.ts';
import type { CheckFile } from './checkFiles.ts';
import { desire } from './desire.ts';
import type { Desired } from './desired.ts';

/** Soll, with everything that is wrong with the settings as well: whatever is wrong, nothing is sent. */
export type Loaded = LoadedSettings & {
  readonly desired: Desired;
  readonly textOf: ProblemOptions['textOf'];
};

/** What reading documents needs. */
export type ReadingDocuments = {
  readonly clock: Clock;
  readonly calendar: Calendar;
  readonly checkFile: CheckFile;
};

export async function loadDesired(
  source: SettingsSource & { readonly syncs: string },
  { clock, calendar, checkFile }: ReadingDocuments,
): Promise<Loaded> {
  const loaded = await loadSettings(source, calendar);
  const tree = await readTree(source.syncs, source.syncs);
  const { timezone, tenants } = loaded.settings;
  const desired = desire(tree, tenants, { now: clock.now(), timezone }, { checkFile, calendar });
  return {
    ...loaded,
    desired: {
      ...desired,
      problems: [...loaded.problems, ...desired.problems],
      warnings: [...loaded.warnings, ...desired.warnings],
    },
    textOf: textIn(loaded.file ? [loaded.file, ...tree.files] : tree.files),
  };
}
