import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { createCalendar } from '../../../src/base/calendar.ts';
import { createCheckFile } from '../../../src/desired/checkFiles.ts';
import { createDesiredReader, type Loaded } from '../../../src/desired/load.io.ts';
import { randomFrom } from '../../../src/emulator/state/random.ts';
import { createWatch } from '../../../src/files/watch/watch.io.ts';
import { toMilliseconds } from '../../../src/model/duration.ts';
import { fakeClock } from '../clock.ts';
import { aRepository } from '../repository.ts';
import {
  type Deed,
  files,
  folders,
  showState,
  type Told,
  type Torture,
  textWith,
  writeFiles,
} from './deeds.ts';

export type Tortured = {
  /** What passes read though it never lay at rest, or after something later: there must be none. */
  readonly wrong: readonly string[];
  /** How many states were read, and how many passes read no more than some files. */
  readonly states: number;
  readonly quick: number;
};

export type TortureOptions = {
  readonly seed: string;
  readonly deeds: number;
  /** Files by themselves in a repository, or as Kubernetes mounts them. */
  readonly kind: 'files' | '..data';
  readonly mode: 'events' | 'poll';
};

/**
 * A thread changes files in all the ways in which they change, at random, while passes read them as the daemon does: woken by
 * changes, and at any time. Where a state is waited for, only the change itself wakes a pass.
 */
export async function torture({ seed, deeds: count, kind, mode }: TortureOptions): Promise<Tortured> {
  const random = randomFrom(seed);
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'torture-')));
  const deeds = drawDeeds(count, kind, random);
  if (kind === 'files') makeRepository(root, deeds);
  else makeMount(root);
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const bell = createBell();
  const { passes, watch } = watchPlace(root, mode, bell.ring);
  const torturer = await startTorturer({ root, deeds, flag });
  try {
    const read: string[] = [];
    const rested: string[] = [];
    let told = undefined as Told | undefined;
    torturer.on('message', (one: Told) => {
      rested.push(one.state);
      if (one.kind !== 'rest') told = one;
      bell.ring();
    });
    for (;;) {
      const seen = passes.wakes;
      read.push(await passes.read());
      for (;;) {
        if (told && told.state === read.at(-1)) {
          if (told.kind === 'end') {
            const found = judge(read, rested);
            if (kind === 'files' && mode === 'events') await readOneAlone(root, passes, bell, count + 2);
            return { ...found, quick: passes.quick };
          }
          told = undefined;
          Atomics.add(flag, 0, 1);
          Atomics.notify(flag, 0);
        }
        const isRung = await bell.rings(told ? undefined : random() * 150);
        if (!isRung || passes.wakes !== seen) break;
      }
    }
  } finally {
    await torturer.terminate();
    watch.close();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Saves a document until a pass reads that one alone: on a busy machine the first ones may take too long to be saved. */
async function readOneAlone(root: string, passes: Passes, bell: Bell, first: number): Promise<void> {
  const [sync, name] = [...files][0]!;
  for (let n = first; passes.quick === 0; n += 1) {
    const { wakes } = passes;
    writeFileSync(join(root, 'syncs', name), textWith(sync, n));
    while (passes.wakes === wakes) await bell.rings();
    await passes.read();
  }
}

function judge(read: readonly string[], rested: readonly string[]): Omit<Tortured, 'quick'> {
  const order = read.map((state) => rested.lastIndexOf(state));
  const wrong = read.filter((_, at) => order[at] === -1 || order[at]! < Math.max(...order.slice(0, at)));
  return { wrong, states: new Set(read).size };
}

type Passes = ReturnType<typeof watchPlace>['passes'];
type Bell = ReturnType<typeof createBell>;

/** What the daemon has of the files: a watch, and a reader that keeps what it read. */
function watchPlace(root: string, mode: TortureOptions['mode'], ring: () => void) {
  const calendar = createCalendar();
  const [folder, file] = [join(root, 'syncs'), join(root, 'sollist.yaml')];
  const source = { config: file, syncs: folder, tenant: [], given: {}, env: {} };
  const reading = { clock: fakeClock(0), calendar, checkFile: createCheckFile(calendar) };
  const readDesired = createDesiredReader(source, reading);
  const passes = {
    wakes: 0,
    /** How many reads were of some files only. */
    quick: 0,
    async read(): Promise<string> {
      const loaded = await watch.atRest((changes) => {
        if (changes !== 'unknown') passes.quick += 1;
        return readDesired(changes);
      });
      return stateIn(loaded);
    },
  };
  const changed = () => {
    passes.wakes += 1;
    ring();
  };
  const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
  const watch = createWatch({
    folder,
    file,
    mode,
    changed,
    log,
    ...(mode === 'poll' && { pace: { poll: 40 } }),
  });
  return { watch, passes };
}

/** Says whether it rings before so many milliseconds are over; without them, it is waited for. */
function createBell() {
  let ring = () => {};
  let isRung = false;
  return {
    ring() {
      isRung = true;
      ring();
    },
    async rings(milliseconds?: number): Promise<boolean> {
      if (!isRung)
        await new Promise<void>((resolve) => {
          ring = resolve;
          if (milliseconds !== undefined) setTimeout(resolve, milliseconds);
        });
      const was = isRung;
      isRung = false;
      return was;
    },
  };
}

function stateIn({ desired }: Loaded): string {
  const said = desired.documents.map(({ sync, interval, configs: [end] }) => {
    const { value } = sync;
    const n = interval ? toMilliseconds(interval.value) / 1_000 : '?';
    const last = end?.value.value.kind === 'plain' ? end.value.value.text : undefined;
    return [value.kind === 'name' ? value.name : value.id, `${n}${last === `${n}` ? '' : '!'}`] as const;
  });
  const codes = desired.problems.map(({ code }) => code);
  return [showState(said), ...codes].join(' ');
}

const savings = ['save', 'save by a rename', 'save as vim does', 'save as VS Code does'] as const;
const upheavals = ['save many', 'swap a folder', 'swap all folders', 'check out'] as const;

function drawDeeds(count: number, kind: TortureOptions['kind'], random: () => number): readonly Deed[] {
  const pick = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)]!;
  return Array.from({ length: count }, (_, number) => ({
    kind: kind === '..data' ? kind : random() < 0.7 ? pick(savings) : pick(upheavals),
    n: number + 2,
    of: Math.floor(random() * files.size),
    gap: pick([0, 1, 5, 12]),
    rest: pick([0, 0, 10, 50, 100, 200]),
    isAwaited: number % 3 === 0 || random() < 0.3,
  }));
}

/** With a commit for each deed that is to check one out. */
function makeRepository(root: string, deeds: readonly Deed[]): void {
  writeSettings(root);
  const repository = aRepository(root);
  for (const n of [...deeds.flatMap((deed) => (deed.kind === 'check out' ? deed.n : [])), 1]) {
    writeFiles(join(root, 'syncs'), n);
    repository.commit();
    repository.git('branch', `n${n}`);
  }
}

/** As kubelet makes it: what people read are links that lead through `..data`. */
function makeMount(root: string): void {
  writeSettings(root);
  writeFiles(join(root, 'syncs', '..1'), 1);
  symlinkSync('..1', join(root, 'syncs', '..data'));
  for (const folder of folders) symlinkSync(`..data/${folder}`, join(root, 'syncs', folder));
}

function writeSettings(root: string): void {
  const tenant = 'acme: { tenantId: 3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a10 }';
  writeFileSync(join(root, 'sollist.yaml'), `tenants: { ${tenant} }\n`);
}

async function startTorturer(workerData: Torture): Promise<Worker> {
  const entry = join(import.meta.dirname, 'torturer.ts');
  const { outputFiles } = await build({
    ...{ entryPoints: [entry], bundle: true, write: false, platform: 'node', format: 'cjs' },
  });
  return new Worker(outputFiles[0]!.text, { eval: true, workerData });
}
