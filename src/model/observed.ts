import type { Duration } from './duration.ts';

/** Ist: one worker sync as the ERP has it. */
export type ObservedSync = {
  readonly id: string;
  readonly name: string;
  readonly salesChannel: string | null;
  readonly salesChannelId: string | null;
  readonly interval: Duration | null;
  readonly options: readonly ObservedOption[];
};

/** One typed option of a sync. The ERP stores it once per tenant and sync type, under `id`. */
export type ObservedOption = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly value: string | null;
  readonly required: boolean;
};

/** One tenant as it is. `acceptsNull`: whether its API generation can set a value to null. */
export type ObservedTenant = {
  readonly name: string;
  readonly syncs: readonly ObservedSync[];
  readonly acceptsNull: boolean;
};
