import type { DialectVersion } from '../state/dialects.ts';
import type { RequestLog } from '../state/requestLog.ts';
import type { StoredSync } from '../state/tenant.ts';
import type { Tenants } from '../state/tenants.ts';
import type { IntervalForm } from '../state/timeSpan.ts';
import type { Tokens, WorkerScope } from '../state/tokens.ts';

/** What does not change while the emulator runs. */
export type Setup = {
  readonly dialect: DialectVersion;
  /** The same seed gives the same identifiers, state and faults. */
  readonly seed: number;
  readonly client: { readonly id: string; readonly secret: string };
  /** What the client and the on-premise keys may do. */
  readonly scopes: readonly WorkerScope[];
  /** Whether a token request that asks for no scope is refused, as some issuers do. */
  readonly requiresScope: boolean;
  /** In seconds. */
  readonly tokenLifetime: number;
  /** Added to every call of the worker API, in milliseconds. */
  readonly latency: number;
  /** How intervals are written in answers; both forms are read. */
  readonly intervalForm: IntervalForm;
  readonly defaultSyncs: (tenant: string) => readonly StoredSync[];
  /** Milliseconds since 1970, for the log. */
  readonly now: () => number;
  /** Milliseconds that only go forward, for tokens and quotas. */
  readonly monotonic: () => number;
};

/** Everything there is behind the emulator's address, as long as nothing disturbs it. */
export type Installation = {
  readonly setup: Setup;
  readonly tenants: Tenants;
  readonly tokens: Tokens;
  readonly log: RequestLog;
};
