import type { Mode, Suspension } from './document.ts';
import type { Duration } from './duration.ts';
import type { Origin } from './origin.ts';
import type { Concealed, SecretSource } from './secret.ts';

/** A value of an option on its way to or from the ERP; concealed where a document, or the option's name, calls it a secret. */
export type OptionValue = string | null | Concealed;

/** `git`: we last wrote something else because git said so. `live`: it differs from what we last wrote. */
export type Cause = 'git' | 'live' | 'unknown';

export type IntervalChange = {
  readonly field: 'interval';
  readonly before: Duration | null;
  readonly after: Duration;
  readonly cause: Cause;
  /** When we last wrote the value, as ISO 8601, where that is known: whoever changed it has done so since. */
  readonly since?: string;
  readonly origin: Origin;
};

export type OptionChange = {
  readonly field: 'configs';
  readonly option: { readonly id: string; readonly name: string; readonly type: string };
  readonly before: OptionValue;
  readonly after: OptionValue;
  /** Where the document says the secret is; absent for a value in clear. */
  readonly secret?: SecretSource;
  readonly cause: Cause;
  readonly since?: string;
  readonly origin: Origin;
};

export type FieldChange = IntervalChange | OptionChange;

/** One sync and the fields of it that differ. `origin` is where the document names the sync. */
export type Change = {
  readonly tenant: string;
  readonly sync: { readonly id: string; readonly name: string; readonly salesChannel: string | null };
  readonly mode: Mode;
  readonly origin: Origin;
  readonly fields: readonly FieldChange[];
};

/** How a managed sync stands: whether anything of it differs that is not suspended. */
export type Standing = {
  readonly sync: Change['sync'];
  readonly mode: Mode;
  readonly suspension?: Suspension;
  readonly differs: boolean;
};
