import type { Calendar } from '../base/calendar.ts';
import type { SourceTree } from '../files/tree.ts';
import type { Tenant } from '../model/document.ts';
import type { CheckFile } from './checkFiles.ts';
import { findConflicts } from './conflicts.ts';
import type { Desired } from './desired.ts';
import { resolve } from './resolve.ts';
import type { Moment } from './windows.ts';
import { createWindowTimes } from './windowTimes.ts';

/**
 * A tree is good or bad as a whole: what can be told offline of all files, in one go. `tenants` is undefined where nobody
 * can tell who they are: then each file is only looked at by itself.
 */
export function desire(
  tree: SourceTree,
  tenants: readonly Tenant[] | undefined,
  moment: Moment,
  { checkFile, calendar }: { readonly checkFile: CheckFile; readonly calendar: Calendar },
): Desired {
  const checked = tree.files.map((file) => checkFile(file, moment));
  const documents = checked.flatMap((file) => file.documents);
  const { claims, problems } = tenants
    ? resolve(documents, tenants, moment, calendar)
    : { claims: [], problems: [] };
  const times = createWindowTimes(moment, calendar);
  const conflicts = findConflicts(claims, times.isCovered);
  return {
    tree,
    documents,
    claims,
    times,
    problems: [
      ...tree.problems,
      ...checked.flatMap((file) => file.problems),
      ...problems,
      ...conflicts.problems,
    ],
    warnings: [...tree.warnings, ...checked.flatMap((file) => file.warnings), ...conflicts.warnings],
  };
}
