// A thread that changes files, and tells how they lay while they were at rest.
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import {
  type Deed,
  files,
  folders,
  shortestRest,
  showState,
  type Told,
  type Torture,
  textWith,
  writeFiles,
} from './deeds.ts';

const { root, deeds, flag }: Torture = workerData;
const path = (...names: string[]) => join(root, ...names);
const tell = (told: Told) => parentPort!.postMessage(told);
/** What each file says, and before what time it did not. */
const said = new Map([...files.keys()].map((sync) => [sync, '1']));
let begunAt = Number.NEGATIVE_INFINITY;

for (const [number, deed] of deeds.entries()) {
  act(deed);
  if (deed.isAwaited) {
    tell({ kind: 'awaited', state: showState(said) });
    Atomics.wait(flag, 0, number);
  }
  Atomics.store(flag, 0, number + 1);
  sleep(deed.rest);
}
tell({ kind: 'end', state: showState(said) });

function act({ kind, n, of, gap }: Deed): void {
  const all = [...files];
  const [sync, name] = all[of % all.length]!;
  const file = path('syncs', name);
  const acts: Record<Deed['kind'], () => void> = {
    save: () => writeInPlace(sync, file, n, 0),
    'save as VS Code does': () => writeInPlace(sync, file, n, gap),
    'save by a rename'() {
      writeFileSync(path('syncs', '.saving'), textWith(sync, n));
      step(() => renameSync(path('syncs', '.saving'), file), [[sync, `${n}`]]);
    },
    'save as vim does'() {
      writeFileSync(path('syncs', '4913'), '');
      unlinkSync(path('syncs', '4913'));
      step(() => renameSync(file, `${file}~`), [[sync, '']]);
      writeInPlace(sync, file, n, 0);
      unlinkSync(`${file}~`);
    },
    'save many'() {
      for (const [one, other] of all.slice(of % 6)) {
        writeInPlace(one, path('syncs', other), n, 0);
        sleep(gap);
      }
    },
    'swap a folder': () => swapFolder(folders[of % folders.length]!, n),
    'swap all folders'() {
      writeFiles(path('new'), n);
      step(() => renameSync(path('syncs'), path('old')), allSay(''));
      step(() => renameSync(path('new'), path('syncs')), allSay(`${n}`));
      rmSync(path('old'), { recursive: true });
    },
    'check out': () =>
      step(() => execFileSync('git', ['checkout', '-qf', `n${n}`], { cwd: root }), allSay(`${n}`)),
    '..data'() {
      writeFiles(path('syncs', `..${n}`), n);
      symlinkSync(`..${n}`, path('syncs', '..tmp'));
      step(() => renameSync(path('syncs', '..tmp'), path('syncs', '..data')), allSay(`${n}`));
    },
  };
  acts[kind]();
}

function allSay(what: string): [string, string][] {
  return [...files.keys()].map((sync) => [sync, what]);
}

/** Between each two steps others may look. */
function writeInPlace(sync: string, file: string, n: number, gap: number): void {
  const text = textWith(sync, n);
  const half = text.indexOf('configs');
  let descriptor = 0;
  step(() => {
    descriptor = openSync(file, 'w');
  }, [[sync, '']]);
  sleep(gap);
  step(() => writeSync(descriptor, text.slice(0, half)), [[sync, `${n}!`]]);
  sleep(gap);
  step(() => writeSync(descriptor, text.slice(half)), [[sync, `${n}`]]);
  closeSync(descriptor);
}

function swapFolder(folder: string, n: number): void {
  const inside = (what: string) => allSay(what).filter(([sync]) => sync.startsWith(folder));
  writeFiles(path('new'), n);
  step(() => renameSync(path('syncs', folder), path('old')), inside(''));
  step(() => renameSync(path('new', folder), path('syncs', folder)), inside(`${n}`));
  for (const rest of ['old', 'new']) rmSync(path(rest), { recursive: true });
}

/** Makes another state of the files. The one until now is told where it may have lasted long enough, by all one can know. */
function step(change: () => void, says: readonly (readonly [string, string])[]): void {
  const before = performance.now();
  change();
  if (performance.now() - begunAt >= shortestRest) tell({ kind: 'rest', state: showState(said) });
  begunAt = before;
  for (const [sync, what] of says) said.set(sync, what);
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
