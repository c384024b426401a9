import type { WorkerStatusItem } from '../../generated/workerStatusItem.ts';
import type { WorkerSyncItem } from '../../generated/workerSyncItem.ts';
import type { SyncSettings } from '../../model/fields/index.ts';
import type { Concealed } from '../../model/secret.ts';
import type { ReadItem } from './item.ts';

/** How an API generation speaks. Reading ends in the camelCase of 2.x, whatever the generation. */
export type Dialect = {
  /** The path segment of the cloud: `v2`. */
  readonly generation: 'v1' | 'v2';
  readonly acceptsNull: boolean;
  readonly readSync: ReadItem<WorkerSyncItem>;
  readonly readStatus: ReadItem<WorkerStatusItem>;
  /** The body that sets exactly these settings. Secrets are still concealed: `reveal` turns them into text. */
  readonly body: (settings: WireSettings, reveal: Reveal) => unknown;
};

/** `interval` in the server's notation. */
export type WireSettings = Omit<SyncSettings, 'interval'> & { readonly interval?: string };

export type Reveal = (value: string | Concealed | null) => string | null;
