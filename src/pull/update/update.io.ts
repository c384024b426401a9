import { basename, join } from 'node:path';
import { groupBy } from '../../base/collections.ts';
import { tenantsNamingActive } from '../../desired/active.ts';
import type { Loaded } from '../../desired/load.io.ts';
import { realPathsOf, replaceFiles } from '../../files/replace.io.ts';
import type { ReadSecret } from '../../model/secret.ts';
import type { SourceFile } from '../../model/sourceFile.ts';
import type { Observing } from '../../reconcile/observe.io.ts';
import { readSecrets } from '../../reconcile/secrets.io.ts';
import type { Narrowing } from './drift.ts';
import { makeUpdate, stopsAll, type UpdatedFile, type UpdateReport } from './update.ts';

export type Updating = {
  /** Tells what would change, and writes nothing. */
  readonly isPreview: boolean;
  readonly narrowing: Narrowing;
  /** Names of options to leave alone as secrets; `*` stands for any text. */
  readonly secretPatterns: readonly string[];
  readonly readSecret: ReadSecret;
  readonly observe: Observing;
};

/** Accepts drift: writes live values into the documents that want others, and tells which it leaves alone and why. */
export async function update(loaded: Loaded, updating: Updating): Promise<UpdateReport> {
  const found = await find(loaded, updating);
  return updating.isPreview || found.problems.some(stopsAll) ? found : write(found);
}

/** What would change, as long as no problem stands in the way. */
async function find({ desired, chosen }: Loaded, updating: Updating): Promise<UpdateReport> {
  const { isPreview, narrowing, secretPatterns, readSecret, observe } = updating;
  const { problems, warnings, documents, claims, tree } = desired;
  const nothing = { isPreview, files: [], accepted: [], leftAlone: [], failures: [] };
  if (problems.length > 0) return { ...nothing, problems, warnings };

  const names = new Set(chosen.map((tenant) => tenant.name));
  // A secret is only read to tell whether it has drifted, and never written: one that cannot be read is no obstacle.
  const secrets = await readSecrets(
    claims.filter(({ tenant }) => names.has(tenant)),
    readSecret,
  );
  const naming = tenantsNamingActive(claims);
  const { tenants, failures } = await observe((tenant) => naming.has(tenant));
  const realPath = await createRealPath(tree.files);
  const made = makeUpdate({
    ...{ files: tree.files, documents, claims, tenants, realPath },
    ...{ secret: secrets.secret, secretPatterns, narrowing },
  });
  const told = { warnings: [...warnings, ...secrets.problems], failures, answered: tenants.length };
  return { isPreview, ...made, ...told };
}
/** Two paths can only lead to one file where they gave the same bytes. */
async function createRealPath(files: readonly SourceFile[]): Promise<(path: string) => string> {
  const alike = [...groupBy(files, ({ hash }) => hash).values()].filter((group) => group.length > 1).flat();
  const real = await realPathsOf(alike.map(placeOf));
  const byPath = new Map(alike.map((file) => [file.path, real.get(placeOf(file))!]));
  return (path) => byPath.get(path) ?? path;
}

function placeOf({ directory, path }: SourceFile): string {
  return join(directory, basename(path));
}

async function write(found: UpdateReport): Promise<UpdateReport> {
  const { written, problems } = await replaceFiles(found.files.map(replacementOf));
  if (problems.length === 0) return found;
  const isWritten = new Set(written);
  return {
    ...found,
    problems: [...found.problems, ...problems],
    files: found.files.filter(({ file }) => isWritten.has(file.path)),
    accepted: found.accepted.filter(({ field }) => isWritten.has(field.origin.file)),
  };
}

function replacementOf({ file, text }: UpdatedFile) {
  return { path: placeOf(file), shownAs: file.path, hash: file.hash, text };
}
