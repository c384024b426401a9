import type { Origin } from './origin.ts';

/** Whether drift of a sync is corrected, or only reported. */
export type Mode = 'enforce' | 'observe';

/** A sync left alone on purpose; without `until` until somebody removes it. `until` is in milliseconds since 1970. */
export type Suspension = { readonly reason: string; readonly until?: number };

/** So many syncs and tenants may change in one pass until then, in milliseconds since 1970. */
export type Allowance = {
  readonly changes?: number;
  readonly tenants?: number;
  readonly until: number;
  readonly reason?: string;
  readonly origin: Origin;
};
