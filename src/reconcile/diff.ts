import type { Cause, Change, IntervalChange, OptionChange, OptionValue, Standing } from '../model/change.ts';
import type { Duration } from '../model/duration.ts';
import type { ObservedOption, ObservedTenant } from '../model/observed.ts';
import { Concealed, looksSecret, type SecretSource } from '../model/secret.ts';
import { equalValues, isBool, toWire } from '../model/value.ts';
import type { Problem } from '../problems/problem.ts';
import { type DesiredOption, type DesiredSync, mistyped, optionName } from './matchLive.ts';

/** What core needs to know beyond Soll and Ist: the secrets that were read, and what we wrote last. */
export type Context = {
  readonly secret: (source: SecretSource) => Concealed | undefined;
  readonly cause: (field: FieldRef, desired: Duration | OptionValue) => Cause;
  /** When we last wrote a field, as ISO 8601. */
  readonly writtenAt?: (field: FieldRef) => string | undefined;
};

/** `option` is the option's identifier; absent for the interval. */
export type FieldRef = { readonly tenant: string; readonly sync: string; readonly option?: string };

/** One tenant, Soll against Ist. `changes` also holds drift that is only observed; suspended syncs have none. */
export type Difference = {
  readonly tenant: string;
  readonly managed: number;
  readonly inSync: number;
  readonly suspended: number;
  readonly unmanaged: number;
  readonly unmanagedOptions: number;
  readonly standings: readonly Standing[];
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
};

export function diff(tenant: ObservedTenant, desired: readonly DesiredSync[], context: Context): Difference {
  const problems: Problem[] = [];
  const changes: Change[] = [];
  const standings: Standing[] = [];
  for (const one of desired) {
    const { fields, problems: found } = differingFields(tenant.name, one, context);
    problems.push(...found);
    const { mode, origin, suspension } = one;
    const { id, name, salesChannel } = one.sync;
    const sync = { id, name, salesChannel };
    const differs = fields.length > 0 && !suspension;
    standings.push({ sync, mode, differs, ...(suspension && { suspension }) });
    if (differs) changes.push({ tenant: tenant.name, sync, mode, origin, fields });
  }
  const suspended = desired.filter((one) => one.suspension).length;
  const managedOptions = sum(desired, (one) => one.options.length);
  return {
    tenant: tenant.name,
    managed: desired.length,
    inSync: desired.length - suspended - changes.length,
    suspended,
    unmanaged: tenant.syncs.length - desired.length,
    unmanagedOptions: sum(desired, (one) => one.sync.options.length) - managedOptions,
    standings,
    changes,
    problems,
  };
}

function differingFields(tenant: string, desired: DesiredSync, context: Context) {
  const problems: Problem[] = [];
  const options: OptionChange[] = [];
  for (const one of desired.options) {
    const change = optionChange(tenant, desired, one, context);
    if (change && 'code' in change) problems.push(change);
    else if (change) options.push(change);
  }
  const place = ({ option }: OptionChange) => desired.sync.options.findIndex(({ id }) => id === option.id);
  options.sort((a, b) => place(a) - place(b));
  const interval = intervalChange(tenant, desired, context);
  return { fields: interval ? [interval, ...options] : options, problems };
}

function intervalChange(
  tenant: string,
  { sync, interval }: DesiredSync,
  context: Context,
): IntervalChange | undefined {
  if (!interval || interval.value === sync.interval) return undefined;
  const { value, origin } = interval;
  const why = whyOf(context, { tenant, sync: sync.id }, value);
  return { field: 'interval', before: sync.interval, after: value, ...why, origin };
}

function whyOf({ cause, writtenAt }: Context, field: FieldRef, desired: Duration | OptionValue) {
  const since = writtenAt?.(field);
  return { cause: cause(field, desired), ...(since !== undefined && { since }) };
}

function optionChange(
  tenant: string,
  { sync }: DesiredSync,
  { option, value: { value, origin } }: DesiredOption,
  context: Context,
): OptionChange | Problem | undefined {
  const { id, name, type } = option;
  if (value.kind === 'plain') {
    if (equalValues(type, option.value, value.text)) return undefined;
    // Whoever writes a value in clear where a secret belongs must not be shown the one that the ERP has.
    const isSecret = looksSecret(name) && !isBool(type);
    const shown = (text: string | null) => (text !== null && isSecret ? new Concealed(text) : text);
    return {
      field: 'configs',
      option: { id, name, type },
      before: shown(option.value),
      after: shown(value.text),
      ...whyOf(context, { tenant, sync: sync.id, option: id }, value.text),
      origin,
    };
  }
  const secret = context.secret(value);
  if (!secret) return undefined; // why it could not be read is a problem already
  const after = secretToWire(option, secret);
  if ('reason' in after) return mistyped(optionName(tenant, sync, option), option, after.reason, origin);
  if (equalValues(type, option.value, after.wire.reveal())) return undefined;
  const before = option.value === null ? null : new Concealed(option.value);
  return {
    field: 'configs',
    option: { id, name, type },
    before,
    after: after.wire,
    secret: { ref: value.ref, folder: value.folder },
    ...whyOf(context, { tenant, sync: sync.id, option: id }, after.wire),
    origin,
  };
}

/** A secret as it is sent, or why the option's type cannot hold it. */
export function secretToWire(
  option: Pick<ObservedOption, 'type'>,
  secret: Concealed,
): { wire: Concealed } | { reason: string } {
  const fitted = toWire(option.type, secret.reveal());
  return 'reason' in fitted ? fitted : { wire: new Concealed(fitted.wire) };
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
