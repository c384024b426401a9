import type { Desired } from '../desired/desire.ts';
import type { SourceTree } from '../files/tree.ts';
import type { Settings, TenantSettings } from '../model/settings.ts';

/** What the files say at one moment, good or bad. `settings` have no tenants where nobody can tell who they are. */
export type Inputs = {
  readonly settings: Omit<Settings, 'tenants'> & { readonly tenants: Settings['tenants'] | undefined };
  /** Those of the tenants that this daemon looks after. */
  readonly chosen: readonly TenantSettings[];
  readonly desired: Desired;
};

/** Inputs without a problem. */
export type Enforced = Pick<Inputs, 'settings' | 'chosen'> & { readonly tree: SourceTree };
