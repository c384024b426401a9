import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What is done to the files at once: `save` to one of them, the others to many; `..data` is a link that is moved. `n` is the number that is written into each. */
export type Deed = {
  readonly kind:
    | 'save'
    | 'save by a rename'
    | 'save as vim does'
    | 'save as VS Code does'
    | 'save many'
    | 'swap a folder'
    | 'swap all folders'
    | 'check out'
    | '..data';
  readonly n: number;
  /** Which file, or which folder. */
  readonly of: number;
  /** Milliseconds between two steps, and after the last. */
  readonly gap: number;
  readonly rest: number;
  /** What comes next waits until this has been read. */
  readonly isAwaited: boolean;
};

export const folders = ['a', 'b', 'c'];
export const perFolder = 4;
/** By the name of the sync that a file is about, below the folder that is read. */
export const files: ReadonlyMap<string, string> = new Map(
  folders.flatMap((folder) =>
    Array.from({ length: perFolder }, (_, index) => [`${folder}${index}`, `${folder}/f${index}.yaml`]),
  ),
);

/** The number stands at the beginning and at the end: a file that is half there does not have it twice. */
export function textWith(sync: string, n: number): string {
  return `sync: { name: ${sync} }\ninterval: ${n}s\nconfigs: { End: ${n} }\n`;
}

/** What lies in all files: of each sync its number, without those that say nothing. */
export function showState(numbers: Iterable<readonly [sync: string, said: string]>): string {
  return [...numbers]
    .filter(([, said]) => said !== '')
    .map(([sync, said]) => `${sync}=${said}`)
    .sort()
    .join(' ');
}

/** How long a state must last to be one of rest, in milliseconds: shorter than whoever watches waits. */
export const shortestRest = 40;

/** How the files lay at rest, or lie now: then it is waited until that is read, or it stays so. */
export type Told = { readonly kind: 'rest' | 'awaited' | 'end'; readonly state: string };

/** What the thread is given: it goes on from deed to deed where `flag` says that what it waits for was read. */
export type Torture = {
  readonly root: string;
  readonly deeds: readonly Deed[];
  readonly flag: Int32Array<SharedArrayBuffer>;
};

export function writeFiles(folder: string, n: number): void {
  for (const [sync, name] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), textWith(sync, n));
  }
}
