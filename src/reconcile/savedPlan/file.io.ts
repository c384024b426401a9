import { constants } from 'node:buffer';
import { open, realpath, rm, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { sha256 } from '../../base/hash.ts';
import { randomHex } from '../../base/random.io.ts';
import { slashed } from '../../files/paths.ts';
import { readTextFile } from '../../files/readTree.io.ts';
import { writeText } from '../../files/write.io.ts';
import type { TenantSettings } from '../../model/settings.ts';
import type { Problem } from '../../problems/problem.ts';
import type { Refusal } from '../outcome.ts';
import { isStopped, type Plan, troubledTenants } from '../plan.ts';
import { beginsSavedPlan, readSavedPlan, type SavedPlan, savedPlanText } from './savedPlan.ts';

/** As many bytes as a text may have here, and so as many as may be written: what can be written can be read. */
const mostBytes = constants.MAX_STRING_LENGTH;

/** Writes to a file what a plan would write. Says why not; one that could write on no tenant at all is none. */
export async function savePlan(
  plan: Plan,
  tenants: readonly TenantSettings[],
  path: string,
): Promise<Problem | undefined> {
  const nothing = (why: string): Problem => ({
    code: 'not-saved',
    message: `${path} was not written: ${why}`,
  });
  if (isStopped(plan)) return nothing('there are problems');
  if (plan.tenants.length === 0 && plan.failures.length > 0) return nothing('no tenant answered');
  if (troubledTenants(plan).size === plan.tenants.length && plan.problems.length > 0)
    return nothing('each tenant that answered has problems');
  const text = textOf(plan, tenants);
  if (text === undefined || Buffer.byteLength(text) > mostBytes) {
    return nothing(`it would be larger than ${Math.floor(mostBytes / 1e6)} MB; plan fewer tenants at a time`);
  }
  const reason = await writeText(path, text);
  return reason === undefined ? undefined : { code: 'not-written', message: `${path} ${reason}` };
}

/** Undefined where there is no text of that length. */
function textOf(plan: Plan, tenants: readonly TenantSettings[]): string | undefined {
  const ids = new Map(tenants.map(({ name, connection }) => [name, connection.tenantId]));
  try {
    return savedPlanText(plan, {
      sha256,
      salt: randomHex(),
      relative: (folder) => slashed(relative('', folder)),
      tenantIdOf: (name) => ids.get(name),
    });
  } catch (error) {
    if (error instanceof RangeError && /string length/.test(error.message)) return undefined;
    throw error;
  }
}

/**
 * Removes the saved plan that lies where a new one is to be written, so that nobody takes it for the new one, whatever
 * that comes to. Leaves alone what could not be applied anyway. Says why it is still there.
 */
export async function removeSavedPlan(path: string): Promise<Problem | undefined> {
  try {
    if (beginsSavedPlan(await headOf(path))) await rm(await realpath(path));
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    return { code: 'not-written', message: `${path}, an older plan, cannot be removed (${code ?? message})` };
  }
}

/** The first characters of a regular file; nothing of a pipe, whose reader is somebody else. */
async function headOf(path: string): Promise<string> {
  if (!(await stat(path)).isFile()) return '';
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(200), 0, 200, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Reads one back, or says why the file cannot be read, or why what it holds may not be applied. */
export async function loadSavedPlan(path: string): Promise<ReadPlan> {
  const file = await readTextFile(path, path, mostBytes);
  if ('code' in file) return { kind: 'problem', problem: file };
  const saved = readSavedPlan(file.text, sha256);
  return 'code' in saved ? { kind: 'refused', refusal: saved } : { kind: 'read', saved };
}

type ReadPlan =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'read'; readonly saved: SavedPlan };
