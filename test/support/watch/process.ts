import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { type Logged, type Place, until } from './watched.ts';

/** Bundles `watcher.ts` to where any user may run it, and says where. */
export async function buildWatcher(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'watcher-'));
  chmodSync(folder, 0o755);
  const outfile = join(folder, 'watcher.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'watcher.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return outfile;
}

export type Watcher = {
  /** The codes of the problems at each change that was told, in order. */
  readonly codes: readonly (readonly string[])[];
  readonly logged: readonly Logged[];
  /** Closes the watch and gives the exit code of the process. */
  readonly close: () => Promise<number | null>;
};

/** Waits until it watches. Root may read everything, so it starts it as nobody, unless by a command of its own. */
export async function startWatcher(
  program: string,
  place: Place,
  mode: string,
  command: readonly string[] = [],
): Promise<Watcher> {
  const [first, ...rest] = [
    ...command,
    process.execPath,
    program,
    place.path('syncs'),
    place.path('sollist.yaml'),
    mode,
  ];
  const isDropped = process.getuid?.() === 0 && command.length === 0;
  const nobody = 65_534;
  chmodSync(place.root, 0o755);
  const child = spawn(first!, rest, {
    cwd: place.root,
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(isDropped && { uid: nobody, gid: nobody }),
  });
  const codes: string[][] = [];
  const logged: Logged[] = [];
  createInterface(child.stdout).on('line', (line) => {
    const said = JSON.parse(line);
    if (said.codes) codes.push(said.codes);
    else logged.push(said);
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  await until(() => logged.some(({ msg }) => msg === 'files are watched'));
  const close = () => {
    child.stdin.end();
    return ended;
  };
  return { codes, logged, close };
}

/** Whether a limit may be set in a user namespace of one's own, which many machines and containers forbid. */
export function mayLimit(command: string): boolean {
  try {
    execFileSync('unshare', ['-Ur', 'sh', '-c', command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
