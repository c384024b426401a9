import { command } from '../command.ts';
import { commonFlags } from '../commonFlags.ts';
import { exit } from '../exit.ts';
import { paintFor } from '../terminal.ts';

/** Prints a JSON Schema for editors which knows the syncs and options of the catalogues. People read on stderr why not. */
export const schema = command({
  about: "print a JSON Schema for editors that knows this merchant's syncs and options",
  settings: [],
  examples: [
    ['sollist schema > .vscode/sollist.schema.json', 'completion in the editor'],
    ['sollist schema -t acme', 'with what one tenant has'],
  ],
  document: 'error',
  flags: commonFlags(['json']),
  async run({ syncs, tenant, color }, terminal) {
    const { editorSchema, errorJson, jsonText, loadCatalogues, problemsText, syncSchema, textIn } =
      await import('../late/offline.ts');
    const { files, problems, catalogues } = await loadCatalogues(syncs);
    if (problems.length > 0) {
      const look = {
        paint: paintFor('stderr', terminal, color),
        width: terminal.columns,
        textOf: textIn(files),
      };
      terminal.stderr(`${problemsText({ problems, warnings: [] }, look)}\n`);
      terminal.stdout(jsonText(errorJson(problems)));
      return exit.error;
    }
    const wanted = catalogues
      .map(({ content }) => content)
      .filter((content) => tenant.length === 0 || tenant.includes(content.tenant));
    if (wanted.length === 0)
      terminal.stderr('no catalogue yet, so this is the general schema: sollist catalogue\n');
    terminal.stdout(jsonText(editorSchema(syncSchema, wanted)));
    return exit.fine;
  },
});
