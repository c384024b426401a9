import type { ScalarValue } from './fields/index.ts';
import type { LiveFields } from './fields/kind.ts';

/** Ist: one worker sync as the ERP has it. What nobody asked for is not there: whether it is active is in another list. */
export type ObservedSync = LiveFields & {
  readonly interval: ScalarValue<'interval'> | null;
  readonly active?: ScalarValue<'active'>;
  /** It cannot be started before its account is unlocked in the ERP. */
  readonly isLocked?: boolean;
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
