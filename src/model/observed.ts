import type { ScalarValue } from './fields/index.ts';
import type { LiveFields } from './fields/kind.ts';
import type { WhatStateMeans } from './health.ts';

/** Ist: one worker sync as the ERP has it. What nobody asked for is not there: whether it is active is in another list. */
export type ObservedSync = LiveFields &
  Pick<WhatStateMeans, 'active' | 'isLocked' | 'unknown'> & {
    readonly interval: ScalarValue<'interval'> | null;
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
  /** When its syncs were read, in milliseconds since 1970, where somebody keeps them for a while. */
  readonly readAt?: number;
};
