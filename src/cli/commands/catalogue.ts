import { count } from '../../base/text/words.ts';
import { catalogueText } from '../../catalogue/catalogue.ts';
import { catalogueFolder } from '../../catalogue/read.io.ts';
import { makeFolder, writeText } from '../../files/write.io.ts';
import type { PullJson } from '../../generated/pull.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import type { Failure, Problem } from '../../problems/problem.ts';
import { problemsText } from '../../problems/text.ts';
import { foldersOf } from '../../pull/place.ts';
import { observe } from '../../reconcile/observe.io.ts';
import { failureJson, problemJson } from '../../report/json.ts';
import { failureText } from '../../report/text.ts';
import { createWawiReaders } from '../../wawi/client.io.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { loadSettingsToConnect, textIn } from '../load.ts';
import { jsonText } from '../render.ts';
import { paintFor, type Terminal } from '../terminal.ts';
import { createWorld } from '../world.ts';

/** Writes down which syncs and options each tenant has, and no value: what `validate` and editors know names from. */
export async function catalogue(flags: Flags, terminal: Terminal): Promise<ExitCode> {
  const world = createWorld(flags, terminal);
  const loaded = await loadSettingsToConnect(flags, terminal, world);
  const written: Written = { files: [], problems: [...loaded.problems], failures: [] };
  const wawi = createWawiReaders(world.wawi);
  try {
    if (loaded.problems.length === 0) {
      const { tenants, failures } = await observe(loaded.chosen, wawi.open, {
        concurrency: loaded.settings.concurrency,
        signal: terminal.stop,
        onProgress: (done, total) => world.looking.onProgress?.('read', done, total),
      });
      written.failures.push(...failures);
      const names = foldersOf((loaded.settings.tenants ?? []).map((tenant) => tenant.name));
      const folder = `${flags.syncs.replace(/\/+$/, '')}/${catalogueFolder}`;
      const obstacle = await makeFolder(folder);
      if (obstacle !== undefined) written.problems.push(notWritten(folder, obstacle));
      for (const tenant of obstacle === undefined ? tenants : []) {
        const path = `${folder}/${names.get(tenant.name)}.json`;
        const reason = await writeText(path, catalogueText(tenant));
        if (reason === undefined) written.files.push(path);
        else written.problems.push(notWritten(path, reason));
      }
    }
  } finally {
    world.progress.clear();
    await wawi.close();
  }
  const textOf = textIn(loaded.file ? [loaded.file] : []);
  terminal.stdout(flags.output === 'json' ? jsonText(json(written)) : text(written, textOf, flags, terminal));
  return written.problems.length + written.failures.length > 0 ? exit.error : exit.fine;
}

type Written = { readonly files: string[]; readonly problems: Problem[]; readonly failures: Failure[] };

function notWritten(path: string, reason: string): Problem {
  return { code: 'not-written', message: `${path} ${reason}` };
}

function json({ files, problems, failures }: Written): PullJson {
  return {
    formatVersion,
    result: problems.length > 0 ? 'problems' : 'written',
    files,
    problems: problems.map(problemJson),
    warnings: [],
    failures: failures.map(failureJson),
  };
}

function text(
  { files, problems, failures }: Written,
  textOf: ReturnType<typeof textIn>,
  { color }: Flags,
  terminal: Terminal,
): string {
  const paint = paintFor('stdout', terminal, color);
  const lines = [
    ...files,
    problemsText({ problems, warnings: [] }, { paint, width: terminal.columns, textOf }),
    ...failures.map((failure) => failureText(failure, paint)),
    `${count(files.length, 'catalogue')} written.${files.length > 0 ? ' Commit them: `sollist validate` and `sollist schema` read them.' : ''}`,
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}
