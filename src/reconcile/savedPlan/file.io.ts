import { relative } from 'node:path';
import { sha256 } from '../../base/hash.ts';
import { randomHex } from '../../base/random.io.ts';
import { readTextFile } from '../../files/readTree.io.ts';
import { writeText } from '../../files/write.io.ts';
import type { TenantSettings } from '../../model/settings.ts';
import type { Problem } from '../../problems/problem.ts';
import type { Refusal } from '../outcome.ts';
import type { Plan } from '../plan.ts';
import { readSavedPlan, type SavedPlan, savedPlanText } from './savedPlan.ts';

/** Writes a plan to a file. Says why not; one with problems is none that could be applied. */
export async function savePlan(
  plan: Plan,
  tenants: readonly TenantSettings[],
  path: string,
): Promise<Problem | undefined> {
  if (plan.problems.length > 0)
    return { code: 'not-saved', message: `${path} was not written: there are problems` };
  const text = savedPlanText(plan, {
    sha256,
    salt: randomHex(),
    relative: (folder) => relative('', folder),
    tenantIdOf: (name) => tenants.find((tenant) => tenant.name === name)?.connection.tenantId,
  });
  const reason = await writeText(path, text);
  return reason === undefined ? undefined : { code: 'not-written', message: `${path} ${reason}` };
}

/** Reads one back, or says why the file cannot be read, or why what it holds may not be applied. */
export async function loadSavedPlan(path: string): Promise<ReadPlan> {
  const file = await readTextFile(path, path);
  if ('code' in file) return { kind: 'problem', problem: file };
  const saved = readSavedPlan(file.text, sha256);
  return 'code' in saved ? { kind: 'refused', refusal: saved } : { kind: 'read', saved };
}

type ReadPlan =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'read'; readonly saved: SavedPlan };
