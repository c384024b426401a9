import { count } from '../../base/text/words.ts';
import { reasonOf } from '../../files/readTree.io.ts';
import { isTaken, writeNew } from '../../files/write.io.ts';
import type { PullJson } from '../../generated/pull.ts';
import type { Claim } from '../../model/claim.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import type { ObservedTenant } from '../../model/observed.ts';
import type { Failure, Problem } from '../../problems/problem.ts';
import { type ProblemOptions, problemsText } from '../../problems/text.ts';
import { documentsOf, type PulledFile } from '../../pull/documents.ts';
import { matchLive } from '../../reconcile/matchLive.ts';
import { type Observed, observe } from '../../reconcile/observe.io.ts';
import type { WawiReader } from '../../reconcile/ports.ts';
import { failureJson, problemJson } from '../../report/json.ts';
import { failureText } from '../../report/text.ts';
import { createWawiReaders } from '../../wawi/client.io.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { type Loaded, loadToConnect } from '../load.ts';
import { jsonText } from '../render.ts';
import { paintFor, type Terminal } from '../terminal.ts';
import { createWorld, type World } from '../world.ts';

export type PullFlags = Flags & {
  /** Names of options to leave out as secrets; `*` stands for any text. */
  readonly secret: readonly string[];
};

/** Writes the live state as documents, one file a sync, beside those that are there. It never overwrites one. */
export async function pull(flags: PullFlags, terminal: Terminal): Promise<ExitCode> {
  const world = createWorld(flags, terminal);
  const loaded = await loadToConnect(flags, terminal, world);
  const problems = loaded.desired.problems.filter(({ code }) => code !== 'folder-missing');
  const pulled =
    problems.length > 0
      ? { files: [], problems, warnings: [], failures: [] }
      : await write(await read(flags, terminal, world, loaded), flags);
  world.progress.clear();
  terminal.stdout(render(pulled, loaded.textOf, flags, terminal));
  return pulled.problems.length + pulled.failures.length > 0 ? exit.error : exit.fine;
}

type PulledTenants = {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly failures: readonly Failure[];
};

type FoundDocuments = Omit<PulledTenants, 'files'> & { readonly files: readonly PulledFile[] };

async function read(
  flags: PullFlags,
  terminal: Terminal,
  world: World,
  loaded: Loaded,
): Promise<FoundDocuments> {
  const wawi = createWawiReaders(world.wawi);
  try {
    const observed = await observe(loaded.chosen, wawi.open, {
      concurrency: loaded.settings.concurrency,
      signal: terminal.stop,
      onProgress: (done, total) => world.looking.onProgress?.('read', done, total),
    });
    return await documentsFrom(observed, flags, loaded);
  } finally {
    await wawi.close();
  }
}

async function documentsFrom(
  observed: Observed<WawiReader>,
  flags: PullFlags,
  { settings, desired }: Loaded,
): Promise<FoundDocuments> {
  const tenants = (settings.tenants ?? []).map((tenant) => tenant.name);
  const options = { tenants, secretPatterns: flags.secret };
  const all = observed.tenants.flatMap((tenant) => documentsOf(tenant, options).files);
  const parts = observed.tenants.map((tenant) => {
    const { tenant: rest, warnings } = withoutDescribed(tenant, desired.claims);
    const documents = documentsOf(rest, options);
    return { files: documents.files, warnings: [...warnings, ...documents.warnings] };
  });
  return {
    problems: await takenBy(all, flags),
    files: parts.flatMap((one) => one.files),
    warnings: parts.flatMap((one) => one.warnings),
    failures: observed.failures,
  };
}

async function takenBy(files: readonly PulledFile[], flags: Flags): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const file of files) if (await isTaken(pathOf(file, flags))) problems.push(taken(pathOf(file, flags)));
  return problems;
}

function pathOf({ path }: PulledFile, { syncs }: Flags): string {
  return `${syncs.replace(/\/+$/, '')}/${path}`;
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
  { files, problems, warnings, failures }: FoundDocuments,
  flags: Flags,
): Promise<PulledTenants> {
  const written: string[] = [];
  if (problems.length > 0) return { files: written, problems, warnings: [], failures };
  for (const file of files) {
    const path = pathOf(file, flags);
    try {
      await writeNew(path, file.text);
      written.push(path);
    } catch (error) {
      const problem: Problem = { code: 'not-written', message: `${path} ${reasonOf(error)}` };
      return { files: written, problems: [problem], warnings, failures };
    }
  }
  return { files: written, problems, warnings, failures };
}

function taken(path: string): Problem {
  return {
    code: 'file-exists',
    message: `${path} exists, and is not overwritten`,
    hint: '--update writes live values into the files that exist; or move it away',
    origin: { file: path, line: 1, column: 1 },
  };
}

function render(
  pulled: PulledTenants,
  textOf: ProblemOptions['textOf'],
  { output, color }: Flags,
  terminal: Terminal,
): string {
  if (output === 'json') return jsonText(pullJson(pulled));
  const paint = paintFor('stdout', terminal, color);
  const { files, problems, failures } = pulled;
  const next = files.length > 0 ? ' `sollist plan` finds nothing to change in them.' : '';
  const lines = [
    ...files,
    problemsText(pulled, { paint, width: terminal.columns, textOf }),
    ...failures.map((failure) => failureText(failure, paint)),
    problems.length > 0
      ? paint.bold(`${count(problems.length, 'problem')}. ${count(files.length, 'file')} written.`)
      : `${count(files.length, 'file')} written.${next}`,
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

function pullJson({ files, problems, warnings, failures }: PulledTenants): PullJson {
  return {
    formatVersion,
    result: problems.length > 0 ? 'problems' : 'written',
    files: [...files],
    problems: problems.map(problemJson),
    warnings: warnings.map(problemJson),
    failures: failures.map(failureJson),
  };
}
