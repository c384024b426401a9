import type { EventEmitter } from 'node:events';
import { watch } from 'chokidar';
import type { Listen } from '../../../src/files/watch/ear.io.ts';

/** Listens as usual, after something else is done. */
export function listenAfter(act: (folders: readonly string[]) => void): Listen {
  return (folders, options) => {
    act(folders);
    return watch(folders, options);
  };
}

/** Hears so many events of the system, and no more. */
export function deafAfter(heardOnes: number): Listen {
  let left = heardOnes;
  return (folders, options) => {
    const watcher = watch(folders, options);
    const emit: EventEmitter['emit'] = watcher.emit.bind(watcher);
    const hear: typeof emit = (event, ...args) =>
      event === 'ready' || left-- > 0 ? emit(event, ...args) : false;
    return Object.assign(watcher, { emit: hear });
  };
}

/** Fails for one folder as the system does, and is deaf to it. */
export function failing(code: string, there: string): Listen {
  return (folders, options) => {
    const others = folders.filter((folder) => folder !== there);
    const watcher = watch(others, options);
    const error = Object.assign(new Error(`${code}: watch '${there}'`), { code });
    queueMicrotask(() => {
      if (others.length < folders.length) watcher.emit('error', error);
      if (others.length === 0) watcher.emit('ready');
    });
    return watcher;
  };
}
