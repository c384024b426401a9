import { resolve, sep } from 'node:path';
import { createCalendar } from '../../base/calendar.ts';
import { count } from '../../base/text/words.ts';
import { checkAgainst, readCatalogues } from '../../catalogue/catalogue.ts';
import { readCatalogueFiles } from '../../catalogue/read.io.ts';
import { createCheckFile } from '../../desired/checkFiles.ts';
import { isTaken } from '../../files/write.io.ts';
import type { ValidationJson } from '../../generated/validation.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import type { Origin } from '../../model/origin.ts';
import type { Problem } from '../../problems/problem.ts';
import { problemsText } from '../../problems/text.ts';
import { githubAnnotations } from '../../report/github.ts';
import { problemJson } from '../../report/json.ts';
import { dialects } from '../../wawi/dialects/index.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { defaultConfig, type Loaded, load } from '../load.ts';
import { jsonText } from '../render.ts';
import { paintFor, type Terminal } from '../terminal.ts';

/** Checks the files, offline. `paths` limit what is reported, not what is looked at: documents hang together. */
export async function validate(
  flags: Flags,
  paths: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const calendar = createCalendar();
  const files = await load(flags, terminal, { calendar, checkFile: createCheckFile(calendar) });
  const loaded = await withCatalogues(files, flags);
  const validation = await narrow(validationOf(loaded), paths, flags);
  terminal.stdout(render(validation, loaded, flags, terminal));
  return validation.problems.length > 0 ? exit.error : exit.fine;
}

/** What catalogues tell without a network. Of a bad tree they would only tell what follows from it. */
async function withCatalogues(loaded: Loaded, { syncs }: Flags): Promise<Loaded> {
  const read = await readCatalogueFiles(syncs);
  if (read.files.length + read.problems.length === 0) return loaded;
  const { catalogues, problems } = readCatalogues(read.files);
  const { claims, problems: others } = loaded.desired;
  const versions = new Map(
    (loaded.settings.tenants ?? []).map(({ name, connection }) => [name, connection.version]),
  );
  const known = catalogues.filter(({ content }) => versions.has(content.tenant));
  const found =
    others.length > 0 ? [] : checkAgainst(known, claims, (name) => dialects[versions.get(name)!].acceptsNull);
  return {
    ...loaded,
    desired: { ...loaded.desired, problems: [...others, ...read.problems, ...problems, ...found] },
  };
}

type Validation = {
  readonly files: number;
  readonly documents: number;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
};

function validationOf({ file, desired }: Loaded): Validation {
  const { tree, documents, problems, warnings } = desired;
  return { files: tree.files.length + (file ? 1 : 0), documents: documents.length, problems, warnings };
}

async function narrow(all: Validation, paths: readonly string[], flags: Flags): Promise<Validation> {
  if (paths.length === 0) return all;
  const absolute = paths.map((path) => resolve(path));
  const lies = (place: Origin | undefined) =>
    place !== undefined && absolute.some((path) => isBelow(resolve(place.file), path));
  const concerns = ({ origin, related }: Problem) => !origin || lies(origin) || lies(related);
  const strangers = await Promise.all(paths.map((path) => strangeness(path, flags)));
  return {
    ...all,
    problems: [...strangers.flatMap((stranger) => stranger ?? []), ...all.problems.filter(concerns)],
    warnings: all.warnings.filter(concerns),
  };
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** What was asked about and cannot be told: silence would look like a clean bill. */
async function strangeness(
  path: string,
  { syncs, config = defaultConfig }: Flags,
): Promise<Problem | undefined> {
  if (!(await isTaken(path))) return { code: 'file-missing', message: `${path} does not exist` };
  const place = resolve(path);
  const isOurs =
    isBelow(place, resolve(syncs)) || isBelow(resolve(syncs), place) || isBelow(resolve(config), place);
  if (isOurs) return undefined;
  const hint = `what is checked is ${syncs} and ${config}: see --syncs and --config`;
  return { code: 'not-checked', message: `${path} does not belong to the configuration`, hint };
}

function render(validation: Validation, { textOf }: Loaded, flags: Flags, terminal: Terminal): string {
  switch (flags.output) {
    case 'json':
      return jsonText(validationJson(validation));
    case 'github':
      return githubAnnotations(validation.problems, validation.warnings);
    case 'markdown': // is not offered
    case 'text':
      return validationText(validation, textOf, flags, terminal);
  }
}

function validationJson({ files, documents, problems, warnings }: Validation): ValidationJson {
  return {
    formatVersion,
    result: problems.length > 0 ? 'problems' : 'valid',
    files,
    documents,
    problems: problems.map(problemJson),
    warnings: warnings.map(problemJson),
  };
}

function validationText(
  validation: Validation,
  textOf: Loaded['textOf'],
  flags: Flags,
  terminal: Terminal,
): string {
  const paint = paintFor('stdout', terminal, flags.color);
  const told = problemsText(validation, { paint, width: terminal.columns, textOf });
  const verdict =
    validation.problems.length > 0
      ? paint.bold(`${count(validation.problems.length, 'problem')}${inFiles(validation.problems)}.`)
      : paint.green(
          `Valid: ${count(validation.documents, 'document')} in ${count(validation.files, 'file')}.`,
        );
  return told === '' ? `${verdict}\n` : `${told}\n${verdict}\n`;
}

/** Some may be in no file at all: in a flag, a variable, or a path that was asked about. */
function inFiles(problems: readonly Problem[]): string {
  const files = new Set(problems.flatMap(({ origin }) => origin?.file ?? []));
  return files.size > 0 ? ` in ${count(files.size, 'file')}` : '';
}
