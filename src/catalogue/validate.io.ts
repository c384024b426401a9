import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createCalendar } from '../base/calendar.ts';
import type { Clock } from '../base/clock.ts';
import { getOrAdd } from '../base/collections.ts';
import { createCheckFile } from '../desired/checkFiles.ts';
import { type Loaded, loadDesired } from '../desired/load.io.ts';
import { below } from '../files/paths.ts';
import { rootOf } from '../files/tree.ts';
import { isTaken } from '../files/write.io.ts';
import type { Origin } from '../model/origin.ts';
import type { ApiVersion } from '../model/settings.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import type { Problem } from '../problems/problem.ts';
import type { Validation } from '../report/validation.ts';
import { defaultConfig, type SettingsSource } from '../settings/load.io.ts';
import { dialects } from '../wawi/dialects/index.ts';
import { checkAgainst } from './catalogue.ts';
import { namesNotForAll } from './names.ts';
import { loadCatalogues } from './read.io.ts';

/** Where what is checked lies, and which tenants count. */
export type Checked = SettingsSource & { readonly syncs: string };

/** Checks the files, offline. `paths` limit what is reported, not what is looked at: documents hang together. */
export async function validate(checked: Checked, paths: readonly string[], clock: Clock) {
  const calendar = createCalendar();
  const loaded = await loadDesired(checked, { clock, calendar, checkFile: createCheckFile(calendar) });
  const { tree, documents, warnings } = loaded.desired;
  const validation = {
    files: tree.files.length + (loaded.file ? 1 : 0),
    documents: documents.length,
    problems: [...loaded.desired.problems, ...(await problemsByCatalogues(loaded, checked))],
    warnings: [...warnings, ...namesIn(tree.files, checked.syncs)],
  };
  return { validation: await narrow(validation, paths, checked), textOf: loaded.textOf };
}

function namesIn(files: readonly SourceFile[], syncs: string): readonly Problem[] {
  return namesNotForAll(
    files.map(({ path }) => path),
    below(rootOf(syncs, syncs).shown, ''),
  );
}

/** What catalogues tell without a network. Of a bad tree they would only tell what follows from it. */
async function problemsByCatalogues(
  { desired, settings }: Loaded,
  { syncs }: Checked,
): Promise<readonly Problem[]> {
  const { catalogues, problems } = await loadCatalogues(syncs);
  if (desired.problems.length > 0) return problems;
  const versions = new Map(
    (settings.tenants ?? []).map(({ name, connection }) => [name, connection.version]),
  );
  const known = catalogues.filter(({ content }) => versions.has(content.tenant));
  const found = checkAgainst(known, desired.claims, (name) => mayAcceptNull(versions.get(name)!));
  return [...problems, ...found];
}

/** Which names a tenant reads under `auto` is not known without asking it. */
function mayAcceptNull(version: ApiVersion): boolean {
  return version === 'auto' || dialects[version].acceptsNull;
}

async function narrow(all: Validation, paths: readonly string[], checked: Checked): Promise<Validation> {
  if (paths.length === 0) return all;
  const leadsTo = createLeadsTo();
  const lies = (place: Origin | undefined) => place !== undefined && leadsTo(place.file, paths);
  const concerns = ({ origin, related }: Problem) => !origin || lies(origin) || lies(related);
  const strangers = await Promise.all(paths.map((path) => strangeness(path, checked, leadsTo)));
  return {
    ...all,
    problems: [...strangers.flatMap((stranger) => stranger ?? []), ...all.problems.filter(concerns)],
    warnings: all.warnings.filter(concerns),
  };
}

type LeadsTo = (path: string, places: readonly string[]) => boolean;

/**
 * Tells whether a path is that of one of some places or lies in one, by whatever name: links are followed, and whether
 * case matters is for the system to say.
 */
function createLeadsTo(): LeadsTo {
  const known = new Map<string, string>();
  const identityOf = (path: string) => getOrAdd(known, path, () => findIdentity(path));
  return (path, places) => {
    const wanted = new Set(places.map((place) => identityOf(resolve(place))));
    for (let at = resolve(path), above = ''; at !== above; [at, above] = [dirname(at), at])
      if (wanted.has(identityOf(at))) return true;
    return false;
  };
}

/** What leads to nothing, or may not be asked about, is only known by its name. */
function findIdentity(path: string): string {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return path;
  }
}

/** What was asked about and cannot be told: silence would look like a clean bill. */
async function strangeness(
  path: string,
  { syncs, config = defaultConfig }: Checked,
  leadsTo: LeadsTo,
): Promise<Problem | undefined> {
  if (!(await isTaken(path))) return { code: 'file-missing', message: `${path} does not exist` };
  if (leadsTo(path, [syncs]) || leadsTo(syncs, [path]) || leadsTo(config, [path])) return undefined;
  const hint = `what is checked is ${syncs} and ${config}: see --syncs and --config`;
  return { code: 'not-checked', message: `${path} does not belong to the configuration`, hint };
}
