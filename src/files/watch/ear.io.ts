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

/** Folders that are listened to together, each with what tells it from another one; nothing does where it has ended. */
type Group = { readonly folders: Map<string, string>; isRefused: boolean; readonly close: () => void };

type Followed = Pick<Sight, 'folders' | 'way'>;

type EarState = {
  readonly options: EarOptions;
  readonly groups: Set<Group>;
  way: Sight['way'];
  /** Not listened to yet. */
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
    follow: (followed: Followed): void => follow(state, followed),
    /** Nothing that happens in what is followed is missed from now on. */
    hearsAll: (): boolean => !state.isOpening && [...groups].every(hearsAll),
    close(): void {
      state.waiting = [];
      for (const group of groups) drop(state, group);
    },
  };
}

function follow(state: EarState, { folders, way }: Followed): void {
  state.way = way;
  const waiting = new Map(folders);
  for (const group of state.groups) {
    const isOutdated = [...group.folders].some(([folder, identity]) => folders.get(folder) !== identity);
    if (isOutdated) drop(state, group);
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

function openGroup(state: EarState, folders: Map<string, string>): Promise<void> {
  const { listen = watch, failed } = state.options;
  return new Promise((opened) => {
    const watcher = listen([...folders.keys()], foldersOnly);
    const close = () => {
      void watcher.close();
      opened();
    };
    const group: Group = { folders, isRefused: false, close };
    state.groups.add(group);
    watcher
      .on('ready', opened)
      .on('raw', (_, name, about) => hear(state, group, folderOf(about), name))
      .on('error', (error) => {
        if (isRefusal(error as NodeJS.ErrnoException)) group.isRefused = true;
        else failed(error as NodeJS.ErrnoException);
      });
  });
}

/** chokidar calls what it tells by `raw` internal: its version is pinned, and a test holds what is used of it. */
function folderOf(about: unknown): string {
  return resolve((about as { watchedPath?: string }).watchedPath ?? '');
}

/** inotify tells of the end of a folder, after which it tells nothing more, by the folder's own name. */
function hear({ options, way }: EarState, { folders }: Group, folder: string, name: string | null): void {
  const isItself = name === null || name === basename(folder);
  if (isItself && folders.has(folder)) folders.set(folder, '');
  if (isItself) options.heard(undefined);
  else if (!name.startsWith('.') || way.has(join(folder, name))) options.heard(join(folder, name));
}

function hearsAll({ folders, isRefused }: Group): boolean {
  return !isRefused && ![...folders.values()].includes('');
}

function isRefusal({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EACCES' || code === 'EPERM';
}
