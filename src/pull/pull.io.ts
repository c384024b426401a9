import { dirname, join } from 'node:path';
import { groupBy } from '../base/collections.ts';
import { withoutEnd } from '../base/text/characters.ts';
import { count } from '../base/text/words.ts';
import type { Loaded } from '../desired/load.io.ts';
import { below, foldedName, slashed } from '../files/paths.ts';
import { reasonOf } from '../files/readTree.io.ts';
import { isTaken, writeNew } from '../files/write.io.ts';
import type { ObservedTenant } from '../model/observed.ts';
import { syncName } from '../model/syncName.ts';
import { fileProblem, type Problem } from '../problems/problem.ts';
import type { ProblemOptions } from '../problems/text.ts';
import type { Observing } from '../reconcile/observe.io.ts';
import { type Written, writtenJson, writtenText } from '../report/written.ts';
import { inCommon } from './common/documents.ts';
import { commonText, countCommon, patternBeside, unseen } from './common/telling.ts';
import { documentsOf, type PulledFile, type PulledTenant, type PullOptions } from './documents.ts';

export type Pulling = {
  /** The folder of the documents. */
  readonly syncs: string;
  /** Names of options to leave out as secrets; `*` stands for any text. */
  readonly secretPatterns: readonly string[];
  /** Writes only syncs that no document names, and never stumbles over a file. */
  readonly isNewOnly: boolean;
  /** Writes what so many of the tenants have as documents for all of them: more than 0, and 1 for all. */
  readonly share?: number | undefined;
  readonly observe: Observing;
};

export type Pulled = Written &
  Required<Pick<Written, 'described'>> &
  Pick<Pulling, 'isNewOnly'> & {
    /** Whether a plan finds nothing to do for the files that were written. */
    readonly isSettled: boolean;
  };

const nothingWritten = {
  files: [],
  warnings: [],
  failures: [],
  described: { own: 0, wider: 0 },
  isSettled: false,
};

/** Writes the live state as documents, one file a sync, beside those that are there. It never overwrites one. */
export async function pull(loaded: Loaded, pulling: Pulling): Promise<Pulled> {
  const { isNewOnly, share } = pulling;
  const problems = loaded.desired.problems.filter(({ code }) => code !== 'folder-missing');
  const nothing = { ...nothingWritten, problems, isNewOnly };
  if (problems.length > 0) return nothing;

  const { tenants, failures } = await pulling.observe(() => true);
  const answered = tenants.length;
  if (share !== undefined && failures.length > 0)
    return { ...nothing, problems: [unseen(failures)], failures, answered };

  const { common, pulled } = documentsFor(tenants, loaded, await optionsOf(loaded, pulling), share);
  const files = [...(common?.files ?? []), ...pulled.flatMap((one) => one.files)];
  const own = pulled.flatMap((one) => one.own.map((sync) => ({ ...sync, tenant: one.tenant })));
  const inTheWay = isNewOnly ? [] : await takenOf([...files, ...own], pulling);
  if (inTheWay.length > 0) return { ...nothing, problems: [taken(inTheWay)], failures };

  const warnings = pulled.flatMap(({ tenant, ...one }) => one.warnings.map((told) => ({ ...told, tenant })));
  return {
    ...(await write(files, pulling)),
    warnings: [...(isNewOnly ? [] : leftToDocuments(own)), ...untold(tenants), ...warnings],
    failures,
    answered,
    described: { own: own.length, wider: pulled.reduce((total, one) => total + one.wider, 0) },
    isNewOnly,
    isSettled: pulled.every((one) => one.isSettled),
    ...(common && { common: countCommon(common.files, pulled) }),
  };
}

/** For all tenants, where they are asked for, and for each. */
function documentsFor(
  tenants: readonly ObservedTenant[],
  loaded: Loaded,
  options: Omit<PullOptions, 'claims'>,
  share: number | undefined,
) {
  const common = share === undefined ? undefined : inCommon(tenants, loaded, { ...options, share });
  const claimsOf = groupBy(common?.claims ?? loaded.desired.claims, ({ tenant }) => tenant);
  const pulled = tenants.map((tenant) => {
    const claims = claimsOf.get(tenant.name) ?? [];
    return { tenant: tenant.name, ...documentsOf(tenant, { ...options, claims }) };
  });
  return { common, pulled };
}

async function optionsOf({ desired, settings, file }: Loaded, { syncs, secretPatterns, isNewOnly }: Pulling) {
  const root = withoutEnd(syncs, '/');
  const there = new Set(desired.tree.files.map(({ path }) => foldedName(path)));
  return {
    tenants: (settings.tenants ?? []).map((tenant) => tenant.name),
    secretPatterns,
    syncs: root,
    isNewOnly,
    ...(isNewOnly && { isTaken: (path: string) => there.has(foldedName(below(root, path))) }),
    schema: await schemaFor([dirname(root), ...(file ? [dirname(file.path)] : []), '.']),
  };
}

/** The schema for editors: the one that knows the syncs and options of this Wawi, else the one of sollist itself. */
async function schemaFor(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders)
    for (const name of ['.vscode/sollist.schema.json', 'schemas/sync.schema.json'])
      if (await isTaken(join(folder, name))) return slashed(join(folder, name));
  return undefined;
}

async function takenOf<T extends { readonly path: string }>(files: readonly T[], pulling: Pulling) {
  const found: string[] = [];
  for (const path of files.map((file) => pathOf(file, pulling))) if (await isTaken(path)) found.push(path);
  return found.sort();
}

function pathOf({ path }: Pick<PulledFile, 'path'>, { syncs }: Pulling): string {
  return below(syncs, path);
}

/** A stopped sync of which nobody knows that it is gets no word of it. */
function untold(tenants: readonly ObservedTenant[]): readonly Problem[] {
  return tenants.flatMap(({ name: tenant, syncs }): Problem[] => {
    const [first, ...others] = syncs.filter(({ active }) => active === undefined);
    if (!first) return [];
    const isAll = others.length + 1 === syncs.length;
    const more = others.length > 0 ? ` and ${count(others.length, 'other sync')}` : '';
    const are = isAll || others.length > 0 ? 'are' : 'is';
    const which = isAll ? 'the syncs' : `${syncName(first)}${more}`;
    const message = `Wawi does not tell whether ${which} of ${tenant} ${are} active, so nothing says so`;
    return [{ code: 'left-out', message, tenant }];
  });
}

type LeftToDocument = PulledTenant['own'][number] & { readonly tenant: string };

/** A second document would only be at odds with the one that is there. */
function leftToDocuments([first, ...others]: readonly LeftToDocument[]): readonly Problem[] {
  if (!first) return [];
  const { sync, tenant, origin } = first;
  const message =
    others.length === 0
      ? `${sync.name} of ${tenant} is described here, so it was not written again`
      : `${sync.name} of ${tenant} is described here, and ${others.length} more elsewhere, so they were not written again`;
  return [{ code: 'described', message, origin }];
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

function taken([first, ...others]: readonly string[]): Problem {
  const all = others.length === 0 ? 'exists, and is not' : `and ${others.length} more exist, and are not`;
  return fileProblem(first!, 'file-exists', `${all} overwritten`);
}

export const pullOutputs = { text, json: writtenJson };

function text(pulled: Pulled, look: ProblemOptions): string {
  const { files, problems, common, isSettled } = pulled;
  const done = common
    ? commonText(common)
    : `${count(files.length, 'file')} written.${describedText(pulled)}`;
  const patternOf = patternBeside(common?.documents ?? 0, files);
  if (problems.length > 0) {
    const verdict = look.paint.bold(`${count(problems.length, 'problem')}. ${done}`);
    return writtenText(pulled, verdict, look, patternOf);
  }
  const next = files.length > 0 && isSettled ? ' `sollist plan` finds nothing to change in them.' : '';
  return writtenText(pulled, `${done}${next}`, look, patternOf);
}

/** What is described by documents of its own is told by a warning, unless only new syncs are asked for. */
function describedText({ files, described: { own, wider }, isNewOnly }: Pulled): string {
  const described = isNewOnly ? own + wider : wider;
  if (described === 0) return '';
  if (isNewOnly && files.length > 0) return ` Documents name ${count(described, 'more sync')}.`;
  const syncs = count(described, 'sync');
  if (isNewOnly) return ` Documents name ${syncs} already.`;
  return ` ${syncs} ${described === 1 ? 'is' : 'are'} described by wider documents.`;
}
