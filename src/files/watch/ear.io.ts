import { basename, join, resolve } from 'node:path';
import { type ChokidarOptions, type FSWatcher, watch } from 'chokidar';
import type { Sight } from './look.io.ts';

/** chokidar's `watch`. */
export type Listen = (folders: string[], options: ChokidarOptions) => FSWatcher;

type EarOptions = {
  /** Something may have happened at this path; undefined where nobody can say where. */
  readonly heard: (path: string | undefined) => void;
  /** All that is followed is listened to, and some of it only from now on. */
  readonly listening: () => void;
  /** The system listens to no more. */
  readonly failed: (error: NodeJS.ErrnoException) => void;
  readonly listen?: Listen | undefined;
};

/** One watch a folder and none for its files, which would be ten times as many and tell the same. */
const foldersOnly: ChokidarOptions = {
  ignored: (_, stats) => stats?.isFile() === true,
  followSymlinks: false,
  depth: 0,
  ignoreInitial: true,
  atomic: false,
};

/** chokidar looks at all files of these at once, and all it is told of them lies in memory together. */
const mostTogether = 20;

/** Folders that are listened to together, each with what tells it from another one; `deaf` where one of them is not heard. */
type Group = { readonly folders: Sight['folders']; deaf?: 'ended' | 'refused'; readonly close: () => void };

/** `waiting` are those that are not listened to yet. */
type EarState = {
  way: Sight['way'];
  readonly options: EarOptions;
  readonly groups: Set<Group>;
  waiting: (readonly [folder: string, identity: string])[];
  isOpening: boolean;
};

export type FolderEar = ReturnType<typeof createEar>;

/** Hears by chokidar what happens in folders. It looks for none by itself and follows no links: it is told of each. */
export function createEar(options: EarOptions) {
  const [groups, way] = [new Set<Group>(), new Map<string, string>()];
  const state: EarState = { options, groups, way, waiting: [], isOpening: false };
  return {
    /** Listens to these folders, and to no others. Of names that start with a dot only those on the way are of interest. */
    follow: (followed: Pick<Sight, 'folders' | 'way'>): void => follow(state, followed),
    /** Nothing that happens in what is followed is missed from now on. */
    hearsAll: (): boolean => !state.isOpening && [...groups].every(({ deaf }) => !deaf),
    close(): void {
      state.waiting = [];
      for (const group of groups) drop(state, group);
    },
  };
}

function follow(state: EarState, { folders, way }: Pick<Sight, 'folders' | 'way'>): void {
  state.way = way;
  const waiting = new Map(folders);
  for (const group of state.groups) {
    const isOther = [...group.folders].some(([folder, identity]) => folders.get(folder) !== identity);
    if (isOther || group.deaf === 'ended') drop(state, group);
    else for (const folder of group.folders.keys()) waiting.delete(folder);
  }
  state.waiting = [...waiting];
  if (!state.isOpening && waiting.size > 0) void open(state);
}

function drop(state: EarState, group: Group): void {
  state.groups.delete(group);
  group.close();
}

async function open(state: EarState): Promise<void> {
  state.isOpening = true;
  while (state.waiting.length > 0) await openGroup(state, new Map(state.waiting.splice(0, mostTogether)));
  state.isOpening = false;
  if (state.groups.size > 0) state.options.listening();
}

function openGroup(state: EarState, folders: Sight['folders']): Promise<void> {
  const { listen = watch, failed } = state.options;
  return new Promise((opened) => {
    const watcher = listen([...folders.keys()], foldersOnly);
    const close = () => {
      void watcher.close();
      opened();
    };
    const group: Group = { folders, close };
    state.groups.add(group);
    watcher
      .on('ready', opened)
      .on('raw', (_, name, about) => hear(state, group, folderOf(about), name))
      .on('error', (error) => {
        const isRefusal = ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code!);
        if (isRefusal) group.deaf ??= 'refused';
        else failed(error as NodeJS.ErrnoException);
      });
  });
}

/** chokidar calls what it tells by `raw` internal: its version is pinned, and a test holds what is used of it. */
function folderOf(about: unknown): string {
  return resolve((about as { watchedPath?: string }).watchedPath ?? '');
}

/** inotify tells of the end of a folder, after which it tells nothing more, by the folder's own name. */
function hear({ options, way }: EarState, group: Group, folder: string, name: string | null): void {
  if (name === null || name === basename(folder)) {
    group.deaf = 'ended';
    options.heard(undefined);
  } else if (!name.startsWith('.') || way.has(join(folder, name))) options.heard(join(folder, name));
}
