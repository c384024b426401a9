import { withoutEnd } from '../base/text/characters.ts';
import { count } from '../base/text/words.ts';
import type { Loaded } from '../desired/load.io.ts';
import { reasonOf } from '../files/readTree.io.ts';
import { isTaken, writeNew } from '../files/write.io.ts';
import type { Claim } from '../model/claim.ts';
import type { ObservedTenant } from '../model/observed.ts';
import { fileProblem, type Problem } from '../problems/problem.ts';
import type { ProblemOptions } from '../problems/text.ts';
import { matchLive } from '../reconcile/matchLive.ts';
import type { Observed } from '../reconcile/observe.io.ts';
import type { WawiReader } from '../reconcile/ports.ts';
import { inAnyFolder, type Written, writtenJson, writtenText } from '../report/written.ts';
import { documentsOf, type PulledFile } from './documents.ts';

export type Pulling = {
  /** The folder of the documents. */
  readonly syncs: string;
  /** Names of options to leave out as secrets; `*` stands for any text. */
  readonly secretPatterns: readonly string[];
  readonly observe: () => Promise<Observed<WawiReader>>;
};

/** Writes the live state as documents, one file a sync, beside those that are there. It never overwrites one. */
export async function pull({ desired, settings }: Loaded, pulling: Pulling): Promise<Written> {
  const problems = desired.problems.filter(({ code }) => code !== 'folder-missing');
  if (problems.length > 0) return { files: [], problems, warnings: [], failures: [] };

  const { tenants, failures } = await pulling.observe();
  const names = (settings.tenants ?? []).map((tenant) => tenant.name);
  const options = { tenants: names, secretPatterns: pulling.secretPatterns };
  const all = tenants.flatMap((tenant) => documentsOf(tenant, options).files);
  const taken = await takenBy(all, pulling);
  if (taken.length > 0) return { files: [], problems: taken, warnings: [], failures };

  const parts = tenants.map((tenant) => {
    const { tenant: rest, warnings } = withoutDescribed(tenant, desired.claims);
    const documents = documentsOf(rest, options);
    const told = [...warnings, ...documents.warnings].map((one) => ({ ...one, tenant: tenant.name }));
    return { files: documents.files, warnings: told };
  });
  const files = parts.flatMap((part) => part.files);
  const warnings = parts.flatMap((part) => part.warnings);
  return { ...(await write(files, pulling)), warnings, failures, answered: tenants.length };
}

async function takenBy(files: readonly PulledFile[], pulling: Pulling): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const path of files.map((file) => pathOf(file, pulling)))
    if (await isTaken(path)) problems.push(taken(path));
  return problems;
}

function pathOf({ path }: PulledFile, { syncs }: Pulling): string {
  return `${withoutEnd(syncs, '/')}/${path}`;
}

/** A sync that a document names for this very tenant is described: a second document would only be at odds with it. */
function withoutDescribed(tenant: ObservedTenant, claims: readonly Claim[]) {
  const named = claims.filter((claim) => claim.tenant === tenant.name && claim.rank === 3);
  const described = matchLive(tenant, named).desired;
  const ids = new Set(described.map((one) => one.sync.id));
  const warnings: Problem[] = described.map(({ sync, origin }) => ({
    code: 'described',
    message: `${sync.name} of ${tenant.name} is described here, so it was not written again`,
    origin,
  }));
  return { tenant: { ...tenant, syncs: tenant.syncs.filter(({ id }) => !ids.has(id)) }, warnings };
}

/** All or nothing, as far as can be told beforehand. */
async function write(
  files: readonly PulledFile[],
  pulling: Pulling,
): Promise<Pick<Written, 'files' | 'problems'>> {
  const written: string[] = [];
  for (const file of files) {
    const path = pathOf(file, pulling);
    try {
      await writeNew(path, file.text);
      written.push(path);
    } catch (error) {
      const message = `${path} ${reasonOf(error)}`;
      return { files: written, problems: [{ code: 'not-written', message }] };
    }
  }
  return { files: written, problems: [] };
}

function taken(path: string): Problem {
  const hint = '--update writes live values into the files that exist; or move it away';
  return fileProblem(path, 'file-exists', 'exists, and is not overwritten', hint);
}

export const pullOutputs = { text, json: writtenJson };

function text(written: Written, look: ProblemOptions): string {
  const { files, problems } = written;
  const done = `${count(files.length, 'file')} written.`;
  if (problems.length > 0) {
    const verdict = look.paint.bold(`${count(problems.length, 'problem')}. ${done}`);
    return writtenText(written, verdict, look, inAnyFolder);
  }
  const next = files.length > 0 ? ' `sollist plan` finds nothing to change in them.' : '';
  return writtenText(written, `${done}${next}`, look, inAnyFolder);
}
