import type { Change, FieldChange, OptionValue } from '../model/change.ts';
import type { ObservedSync } from '../model/observed.ts';
import { Concealed } from '../model/secret.ts';
import type { ApiVersion } from '../model/settings.ts';
import { equalValues } from '../model/value.ts';

/** What of a change a sync does not show: empty means that it took. */
export function residual(change: Change, sync: ObservedSync): readonly FieldChange[] {
  return change.fields.filter((field) => !shows(sync, field));
}

function shows(sync: ObservedSync, field: FieldChange): boolean {
  if (field.field === 'interval') return sync.interval === field.after;
  const option = sync.options.find((one) => one.id === field.option.id);
  return option !== undefined && equalValues(option.type, option.value, inClear(field.after));
}

export function inClear(value: OptionValue): string | null {
  return value instanceof Concealed ? value.reveal() : value;
}

/**
 * The likely reason why a server said 200 and did nothing: 2.0 reads the options under `configs`, 2.1 to 2.3 under
 * `configurations`, and each ignores the other's name without an error (the API page). Then all options stay as they were.
 */
export function dialectHint(
  version: ApiVersion,
  change: Change,
  left: readonly FieldChange[],
): string | undefined {
  const options = change.fields.filter((field) => field.field === 'configs');
  const allIgnored = options.length > 0 && options.every((field) => left.includes(field));
  if (!allIgnored || left.length > options.length || !version.startsWith('2.')) return undefined;
  const [used, other] =
    version === '2.0'
      ? ['configs', 'configurations, as from 2.1 on']
      : ['configurations', 'configs, as in 2.0'];
  return `api.version is ${version}, which sends options as ${used}; this server may want ${other}: check \`api.version\``;
}
