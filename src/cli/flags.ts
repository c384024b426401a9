import type { LogLevel } from '../base/log.ts';
import type { GivenSettings } from '../settings/table.ts';
import type { Address } from './address.ts';

export const outputs = ['text', 'json', 'markdown', 'github'] as const;
export type Output = (typeof outputs)[number];

/** The flags that every command takes. */
export type Flags = {
  /** Absent: sollist.yaml where it exists. */
  readonly config?: string;
  readonly syncs: string;
  /** Empty: all tenants. */
  readonly tenant: readonly string[];
  readonly output: Output;
  readonly logLevel: LogLevel;
  readonly color: boolean;
  readonly stateDir: string;
  /** What flags and `SOLLIST_…` variables say of settings. */
  readonly given: GivenSettings;
};

export type RunFlags = Flags & {
  readonly emulator: boolean;
  readonly listen: Address;
  readonly watch: 'auto' | 'events' | 'poll';
};
