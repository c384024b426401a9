import type { ErrorObject } from 'ajv';
import { printable } from '../../base/printable.ts';
import { failed, ok, type Result } from '../../base/result.ts';
import { crop } from '../../base/text/cells.ts';
import type { Validator } from '../../generated/validators/validator.ts';
import type { WorkerStatusItem } from '../../generated/workerStatusItem.ts';
import type { WorkerSyncItem } from '../../generated/workerSyncItem.ts';
import type { ControlAction } from '../../model/fields/active.ts';
import type { SyncSettings } from '../../model/fields/index.ts';
import type { Concealed } from '../../model/secret.ts';

/** How an API generation speaks. Reading ends in the camelCase of 2.x, whatever the generation. */
export type Dialect = {
  /** The path segment of the cloud: `v2`. */
  readonly generation: 'v1' | 'v2';
  readonly acceptsNull: boolean;
  readonly readSync: ReadItem<WorkerSyncItem>;
  readonly readStatus: ReadItem<WorkerStatusItem>;
  /** The body that sets exactly these settings. Secrets are still concealed: `reveal` turns them into text. */
  readonly body: (settings: WireSettings, reveal: Reveal) => unknown;
  /** The body that has a sync started or stopped. */
  readonly controlBody: (action: ControlAction) => unknown;
};

/** The actions by the numbers that all generations have for them (the API page, "Status"). */
export const actionNumbers = { start: 0, stop: 1 } as const satisfies Record<ControlAction, number>;

/** `interval` in the server's notation. */
export type WireSettings = Omit<SyncSettings, 'interval'> & { readonly interval?: string };

export type Reveal = (value: string | Concealed | null) => string | null;

/** What is in an answer, or why it cannot be used: in words that name what is missing, and never a value. */
export type ReadItem<Item> = (value: unknown) => Result<Item>;

/** Reads what the schema of a generation accepts. */
export function itemReader<Wire, Item>(
  isWire: Validator<Wire>,
  toItem: (checked: Wire) => Item,
): ReadItem<Item> {
  return (value) => (isWire(value) ? ok(toItem(value)) : failed(lacks(isWire.errors![0]!)));
}

/** `lacks configurations/0/isRequired`. The validator's own words hold names and types, no values. */
function lacks({ keyword, instancePath, params, message }: ErrorObject): string {
  const place = crop(printable(instancePath.slice(1)), 100);
  if (keyword === 'required') return `lacks ${place === '' ? '' : `${place}/`}${params.missingProperty}`;
  if (keyword === 'maximum') return `has an unusable ${place}: it is a number that JSON cannot hold exactly`;
  return place === '' ? `is unusable: it ${message}` : `has an unusable ${place}: it ${message}`;
}
