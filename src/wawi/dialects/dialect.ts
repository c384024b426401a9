import type { Validator } from '../../generated/validators.js';
import type { WorkerStatusItem } from '../../generated/workerStatusItem.ts';
import type { WorkerSyncItem } from '../../generated/workerSyncItem.ts';
import type { SyncSettings } from '../../model/fields/index.ts';
import type { Concealed } from '../../model/secret.ts';

/** How an API generation speaks. Reading ends in the camelCase of 2.x, whatever the generation. */
export type Dialect = {
  /** The path segment of the cloud: `v2`. */
  readonly generation: 'v1' | 'v2';
  readonly acceptsNull: boolean;
  readonly isItem: Validator<unknown>;
  /** Of what `isItem` has accepted. */
  readonly toItem: (checked: unknown) => WorkerSyncItem;
  readonly isStatus: Validator<unknown>;
  /** Of what `isStatus` has accepted. */
  readonly toStatus: (checked: unknown) => WorkerStatusItem;
  /** The body that sets exactly these settings. Secrets are still concealed: `reveal` turns them into text. */
  readonly body: (settings: WireSettings, reveal: Reveal) => unknown;
};

/** `interval` in the server's notation. */
export type WireSettings = { readonly interval?: string; readonly options: SyncSettings['options'] };

export type Reveal = (value: string | Concealed | null) => string | null;
