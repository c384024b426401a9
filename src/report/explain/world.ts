import type { Calendar } from '../../base/calendar.ts';
import type { Desired } from '../../desired/desired.ts';
import type { ObservedTenant } from '../../model/observed.ts';
import type { ReadSecret } from '../../model/secret.ts';
import type { TenantSettings } from '../../model/settings.ts';
import type { Failure } from '../../problems/problem.ts';
import type { ExplainContext } from '../../reconcile/explain/explained.ts';
import type { ExplainAnswer, Holds } from './answer.ts';
import type { ExplainQuestion } from './question.ts';

/** What an explanation asks of the world. Times are milliseconds since 1970. */
export type Explaining = {
  /** As of the moment that is asked about. */
  readonly desired: Desired;
  readonly settings: { readonly tenants: readonly TenantSettings[] | undefined; readonly timezone: string };
  /** The tenants that a question may name, and those that one without a tenant is about. */
  readonly known: readonly TenantSettings[];
  readonly chosen: readonly TenantSettings[];
  readonly now: number;
  readonly at: number;
  readonly calendar: Calendar;
  readonly readSecret: ReadSecret;
  readonly stateDir: string;
  /** Reads what the tenants have, and of some whether syncs are active; without it nobody is asked. */
  readonly observe?: (
    tenants: readonly TenantSettings[],
    readsActive: (tenant: string) => boolean,
  ) => Promise<SeenTenants>;
  /** What is held back, by what was seen. */
  readonly holds: (seen: SeenTenants & Required<Pick<ExplainContext, 'secret'>>) => Holds | Promise<Holds>;
};

export type SeenTenants = {
  readonly tenants: readonly ObservedTenant[];
  readonly failures: readonly Failure[];
};

/** Why a sync is as it is. */
export type Explain = (question: ExplainQuestion, world: Explaining) => Promise<ExplainAnswer>;
