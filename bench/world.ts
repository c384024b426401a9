import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emulate, launch, main, settingsFor, type Variables, type Wawi } from '../test/support/program.ts';

export type World = {
  /** The program that is measured. */
  readonly main: string;
  readonly folder: string;
  /** The secret that the settings name. */
  readonly env: Variables;
  readonly wawi: Wawi;
  readonly close: () => Promise<void>;
};
export type Size = { readonly tenants: number; readonly syncs: number };
type Tenant = Wawi['tenants'][number];
type File = readonly [name: string, text: string];

/** What is measured, in a folder of its own: an emulated Wawi in another process, and desired states for it. */
export async function createWorld({ tenants, syncs }: Size, kinds: readonly Tree[] = trees): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'sollist-bench-'));
  const wawi = await emulate(folder, '--tenants', String(tenants), '--syncs', String(syncs));
  const env = { JTL_CLIENT_SECRET: wawi.clientSecret };
  const bare = wawi.tenants.map(({ name, tenantId }) => ({ name, tenantId }));
  await writeFile(join(folder, 'sollist.yaml'), settingsFor({ ...wawi, tenants: bare }));
  const [first] = wawi.tenants;
  const pulled = await launch(['pull', '--tenant', first!.name], folder, env).ended;
  if (pulled.code !== 0) throw new Error(`pull ended with ${pulled.code}:\n${pulled.stderr}`);
  await writeTrees(folder, wawi.tenants, kinds);
  return {
    main,
    folder,
    env,
    wawi,
    async close() {
      await wawi.running.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * `all`: one document a sync for all tenants. `drift`: the same, with another interval for one sync. `each`: a file for
 * each sync of each tenant. `one`: a single file, with a configuration of its own.
 */
const trees = ['all', 'drift', 'each', 'one'] as const;
export type Tree = (typeof trees)[number];

async function writeTrees(folder: string, tenants: readonly Tenant[], kinds: readonly Tree[]): Promise<void> {
  const [first] = tenants as readonly [Tenant];
  const pulled = join(folder, 'syncs', first.name);
  const names = (await readdir(pulled)).sort();
  const files = await Promise.all(
    names.map(async (name): Promise<File> => [name, await readFile(join(pulled, name), 'utf8')]),
  );
  const forAll = files.map(([name, text]): File => [name, `tenants: all\n${text}`]);
  const write: Record<Tree, () => Promise<void>> = {
    all: () => writeTree(join(folder, 'all'), forAll),
    drift: () =>
      writeTree(
        join(folder, 'drift'),
        forAll.map(([name, text], index): File => [name, index === 0 ? otherInterval(text) : text]),
      ),
    async each() {
      for (const { name } of tenants) await writeTree(join(folder, 'each', name), files);
    },
    async one() {
      await writeTree(join(folder, 'one', 'syncs'), files.slice(0, 1));
      const settings = `tenants: { ${first.name}: { tenantId: ${first.tenantId} } }\n`;
      await writeFile(join(folder, 'one', 'sollist.yaml'), settings);
    },
  };
  for (const kind of kinds) await write[kind]();
}

/** The text of a document with another interval, in minutes. */
export function otherInterval(text: string, minutes = 17): string {
  return text.replace(/^interval: .*$/m, `interval: ${minutes}m`);
}

async function writeTree(folder: string, files: readonly File[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(files.map(([name, text]) => writeFile(join(folder, name), text)));
}
