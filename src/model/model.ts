import type { Code } from '../problems/codes.ts';
import type { Duration } from './duration.ts';
import type { Concealed } from './secret.ts';

/** A place in a file the user wrote. Line and column count from 1, the column in UTF-16 code units. */
export type Origin = { readonly file: string; readonly line: number; readonly column: number };

export type Located<T> = { readonly value: T; readonly origin: Origin };

/**
 * A user's mistake, as data: collected, never thrown. A message never holds a value that may be a secret;
 * `sensitive` says that the rest of the line at `origin` may be one, so that whoever shows the line blanks it.
 */
export type Problem = {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
  readonly origin?: Origin;
  /** The other place, where two are at odds. */
  readonly related?: Origin;
  readonly sensitive?: true;
};

/** The world's failure on one tenant: unreachable, refused, an answer that cannot be used. */
export type Failure = {
  readonly tenant: string;
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
  /** Milliseconds that the server asked to be left alone. */
  readonly retryAfter?: number;
};

/** What a file says instead of a secret. `file` is as the user wrote it. */
export type SecretRef = { readonly env: string } | { readonly file: string };

/** A reference and the folder from which a relative `file` counts: that of the file which holds the reference. */
export type SecretSource = { readonly ref: SecretRef; readonly folder: string };

/**
 * What a document wants an option to be. `text` is as written in the YAML source (`012` stays `012`), since only the
 * live state tells the option's type; null is YAML's null.
 */
export type DesiredValue =
  | { readonly kind: 'plain'; readonly text: string | null }
  | ({ readonly kind: 'secret' } & SecretSource);

export type Mode = 'enforce' | 'observe';

/** A sync left alone on purpose; without `until` until somebody removes it. `until` is in milliseconds since 1970. */
export type Suspension = { readonly reason: string; readonly until?: number };

export type SyncSelector =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'name'; readonly name: string; readonly salesChannel?: string };

/** `folder` is the folder directly below the syncs folder, where the document lies in one. */
export type TenantSelector =
  | { readonly kind: 'named'; readonly names: readonly Located<string>[] }
  | { readonly kind: 'labels'; readonly labels: Readonly<Record<string, string>>; readonly origin: Origin }
  | { readonly kind: 'all' }
  | { readonly kind: 'place'; readonly folder: string | undefined; readonly origin: Origin };

/** One entry below `configs`: `option` is a display name or an identifier; its origin is the key's place. */
export type ConfigEntry = { readonly option: Located<string>; readonly value: Located<DesiredValue> };

/** What a document, or one of its windows, wants. */
export type Wishes = { readonly interval?: Located<Duration>; readonly configs: readonly ConfigEntry[] };

/** Open from each time that `start` (a cron expression) names, for `duration`. */
export type Window = Wishes & { readonly start: Located<string>; readonly duration: Duration };

/** One YAML document below the syncs folder, checked. */
export type SyncDocument = Wishes & {
  readonly tenants: TenantSelector;
  readonly sync: Located<SyncSelector>;
  readonly mode?: Located<Mode>;
  readonly suspend?: Located<Suspension>;
  readonly windows: readonly Window[];
};

/** A tenant as documents see it. */
export type Tenant = { readonly name: string; readonly labels: Readonly<Record<string, string>> };

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

/** What became of a change. */
export type Outcome = 'applied' | 'failed' | 'notConverged' | 'notAttempted' | 'refused';

/** A change and what became of it. `attempts` counts the requests sent; `residual` is what still differs afterwards. */
export type AppliedChange = Change & {
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly error?: { readonly code: Code; readonly message: string; readonly hint?: string };
  readonly residual?: readonly FieldChange[];
};
