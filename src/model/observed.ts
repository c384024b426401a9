import type { ScalarName, ScalarValue } from './fields/index.ts';
import type { LiveFields } from './fields/kind.ts';

/** Ist: one worker sync as the ERP has it. */
export type ObservedSync = LiveFields & { readonly [N in ScalarName]: ScalarValue<N> | null } & {
  readonly id: string;
  readonly name: string;
  readonly salesChannel: string | null;
  readonly salesChannelId: string | null;
};

/** One tenant as it is. `acceptsNull`: whether its API generation can set a value to null. */
export type ObservedTenant = {
  readonly name: string;
  readonly syncs: readonly ObservedSync[];
  readonly acceptsNull: boolean;
};
