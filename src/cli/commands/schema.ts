import { readCatalogues } from '../../catalogue/catalogue.ts';
import { editorSchema } from '../../catalogue/editorSchema.ts';
import { readCatalogueFiles } from '../../catalogue/read.io.ts';
import type { ErrorJson } from '../../generated/error.ts';
import { syncSchema } from '../../generated/syncSchema.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import { problemsText } from '../../problems/text.ts';
import { problemJson } from '../../report/json.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { textIn } from '../load.ts';
import { jsonText } from '../render.ts';
import { paintFor, type Terminal } from '../terminal.ts';

/** Prints a JSON Schema for editors which knows the syncs and options of the catalogues. People read on stderr why not. */
export async function schema(flags: Flags, terminal: Terminal): Promise<ExitCode> {
  const { files, problems } = await readCatalogueFiles(flags.syncs);
  const read = readCatalogues(files);
  const all = [...problems, ...read.problems];
  if (all.length > 0) {
    const options = {
      paint: paintFor('stderr', terminal, flags.color),
      width: terminal.columns,
      textOf: textIn(files),
    };
    terminal.stderr(`${problemsText({ problems: all, warnings: [] }, options)}\n`);
    terminal.stdout(jsonText({ formatVersion, problems: all.map(problemJson) } satisfies ErrorJson));
    return exit.error;
  }
  const wanted = read.catalogues
    .map(({ content }) => content)
    .filter(({ tenant }) => flags.tenant.length === 0 || flags.tenant.includes(tenant));
  if (wanted.length === 0)
    terminal.stderr('no catalogue yet, so this is the general schema: sollist catalogue\n');
  terminal.stdout(jsonText(editorSchema(syncSchema, wanted)));
  return exit.fine;
}
