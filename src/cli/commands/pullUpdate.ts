import { basename, join } from 'node:path';
import { groupBy } from '../../base/collections.ts';
import { realPathsOf, replaceFiles } from '../../files/replace.io.ts';
import type { SourceFile } from '../../model/sourceFile.ts';
import type { ProblemOptions } from '../../problems/text.ts';
import { type UpdateReport, updateJson, updateText } from '../../pull/update/report.ts';
import { makeUpdate, type UpdatedFile } from '../../pull/update/update.ts';
import { observe } from '../../reconcile/observe.io.ts';
import { readSecrets } from '../../reconcile/secrets.io.ts';
import { createWawiReaders } from '../../wawi/client.io.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { type Loaded, loadToConnect } from '../load.ts';
import { jsonText } from '../render.ts';
import { paintFor, type Terminal } from '../terminal.ts';
import { createWorld, type World } from '../world.ts';

export type PullUpdateFlags = Flags & {
  /** Names of options to leave alone as secrets; `*` stands for any text. */
  readonly secret: readonly string[];
  readonly dryRun: boolean;
  /** Names or identifiers of syncs; empty for all. */
  readonly sync: readonly string[];
  /** `interval`, or names or identifiers of options; empty for all. */
  readonly field: readonly string[];
};

/** Accepts drift: writes live values into the documents that want others, and tells which it leaves alone and why. */
export async function pullUpdate(flags: PullUpdateFlags, terminal: Terminal): Promise<ExitCode> {
  const world = createWorld(flags, terminal);
  const loaded = await loadToConnect(flags, terminal, world);
  const found = await find(flags, terminal, world, loaded).finally(() => world.progress.clear());
  const report = flags.dryRun || found.problems.length > 0 ? found : await write(found);
  terminal.stdout(render(report, loaded.textOf, flags, terminal));
  return report.problems.length + report.failures.length > 0 ? exit.error : exit.fine;
}

/** What would change, as long as no problem stands in the way. */
async function find(
  { dryRun, sync, field, secret }: PullUpdateFlags,
  terminal: Terminal,
  world: World,
  { desired, chosen, settings }: Loaded,
): Promise<UpdateReport> {
  const nothing = { isPreview: dryRun, files: [], accepted: [], leftAlone: [], failures: [] };
  const { problems, warnings, documents, claims, tree } = desired;
  if (problems.length > 0) return { ...nothing, problems, warnings };
  const names = new Set(chosen.map((tenant) => tenant.name));
  // A secret is only read to tell whether it has drifted, and never written: one that cannot be read is no obstacle.
  const secrets = await readSecrets(
    claims.filter(({ tenant }) => names.has(tenant)),
    world.readSecret,
  );
  const wawi = createWawiReaders(world.wawi);
  try {
    const { tenants, failures } = await observe(chosen, wawi.open, {
      concurrency: settings.concurrency,
      signal: terminal.stop,
      onProgress: (done, total) => world.looking.onProgress?.('read', done, total),
    });
    const realPath = await createRealPath(tree.files);
    const files = tree.files;
    const update = makeUpdate({
      ...{ files, documents, claims, tenants, realPath },
      ...{ secret: secrets.secret, secretPatterns: secret, narrowing: { syncs: sync, fields: field } },
    });
    return { isPreview: dryRun, ...update, warnings: [...warnings, ...secrets.problems], failures };
  } finally {
    await wawi.close();
  }
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
    problems,
    files: found.files.filter(({ file }) => isWritten.has(file.path)),
    accepted: found.accepted.filter(({ field }) => isWritten.has(field.origin.file)),
  };
}

function replacementOf({ file, text }: UpdatedFile) {
  return { path: placeOf(file), shownAs: file.path, hash: file.hash, text };
}

function render(
  report: UpdateReport,
  textOf: ProblemOptions['textOf'],
  { output, color }: Flags,
  terminal: Terminal,
): string {
  if (output === 'json') return jsonText(updateJson(report));
  return updateText(report, { paint: paintFor('stdout', terminal, color), width: terminal.columns, textOf });
}
