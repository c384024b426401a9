import { count } from '../base/text/words.ts';
import { below } from '../files/paths.ts';
import { makeFolder, writeText } from '../files/write.io.ts';
import type { Problem } from '../problems/problem.ts';
import type { ProblemOptions } from '../problems/text.ts';
import type { Observed } from '../reconcile/observe.io.ts';
import type { WawiReader } from '../reconcile/ports.ts';
import { ofAnyName, type Written, writtenJson, writtenText } from '../report/written.ts';
import type { LoadedSettings } from '../settings/load.io.ts';
import { catalogueText } from './catalogue.ts';
import { catalogueFolder } from './read.io.ts';

export type Cataloguing = {
  /** The folder of the documents. */
  readonly syncs: string;
  /** The name of each tenant's file, without its ending. */
  readonly fileNamesOf: (tenants: readonly string[]) => ReadonlyMap<string, string>;
  readonly observe: () => Promise<Observed<WawiReader>>;
};

/** Writes down which syncs and options each tenant has, and no value: what `validate` and editors know names from. */
export async function writeCatalogues(
  { problems, settings }: LoadedSettings,
  { syncs, fileNamesOf, observe }: Cataloguing,
): Promise<Written> {
  if (problems.length > 0) return { files: [], problems, warnings: [], failures: [] };
  const { tenants, failures } = await observe();
  const names = fileNamesOf((settings.tenants ?? []).map((tenant) => tenant.name));
  const folder = below(syncs, catalogueFolder);
  const obstacle = await makeFolder(folder);
  if (obstacle !== undefined)
    return { files: [], problems: [notWritten(folder, obstacle)], warnings: [], failures };

  const texts = tenants.map((tenant) => ({
    path: below(folder, `${names.get(tenant.name)}.json`),
    text: catalogueText(tenant),
  }));
  return { ...(await writeAll(texts)), warnings: [], failures, answered: tenants.length };
}

async function writeAll(
  texts: readonly { readonly path: string; readonly text: string }[],
): Promise<Pick<Written, 'files' | 'problems'>> {
  const files: string[] = [];
  const problems: Problem[] = [];
  for (const { path, text } of texts) {
    const reason = await writeText(path, text);
    if (reason === undefined) files.push(path);
    else problems.push(notWritten(path, reason));
  }
  return { files, problems };
}

function notWritten(path: string, reason: string): Problem {
  return { code: 'not-written', message: `${path} ${reason}` };
}

export const catalogueOutputs = { text, json: writtenJson };

function text(written: Written, look: ProblemOptions): string {
  const advice =
    written.files.length > 0 ? ' Commit them: `sollist validate` and `sollist schema` read them.' : '';
  return writtenText(
    written,
    `${count(written.files.length, 'catalogue')} written.${advice}`,
    look,
    ofAnyName,
  );
}
