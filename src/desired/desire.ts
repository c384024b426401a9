import type { Calendar } from '../base/calendar.ts';
import { addAll } from '../base/collections.ts';
import type { SourceTree } from '../files/tree.ts';
import type { SyncDocument, Tenant } from '../model/document.ts';
import type { Problem } from '../problems/problem.ts';
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
  const documents: SyncDocument[] = [];
  const found: Problem[] = [];
  const warnings: Problem[] = [];
  for (const file of tree.files) {
    const checked = checkFile(file, moment);
    addAll(documents, checked.documents);
    if (checked.problems.length > 0) addAll(found, checked.problems);
    if (checked.warnings.length > 0) addAll(warnings, checked.warnings);
  }
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
    problems: [...tree.problems, ...found, ...problems, ...conflicts.problems],
    warnings: [...tree.warnings, ...warnings, ...conflicts.warnings],
  };
}
