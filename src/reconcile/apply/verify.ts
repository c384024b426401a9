import type { Api } from '../../generated/sollist.ts';
import type { Change } from '../../model/change.ts';
import { type FieldChange, isShownBy } from '../../model/fields/index.ts';
import type { WorkerStatus } from '../../model/health.ts';
import type { ObservedSync } from '../../model/observed.ts';

/** What of a change a sync does not show: empty means that it took. */
export function residual(change: Change, sync: ObservedSync): readonly FieldChange[] {
  return change.fields.filter((field) => !isShownBy(sync, field));
}

/** What a tenant does not show of a change: all of it, where the sync is gone. */
export function leftOf(change: Change, syncs: readonly ObservedSync[]): readonly FieldChange[] {
  const sync = syncs.find((one) => one.id === change.sync.id);
  return sync ? residual(change, sync) : change.fields;
}

/** Whether all options that a change sets are still to be set, as where a server does not know the name they are sent under. */
export function noOptionTook({ fields }: Change, left: readonly FieldChange[]): boolean {
  const options = fields.filter((field) => field.field === 'configs');
  return options.length > 0 && options.every((field) => left.includes(field));
}

/**
 * The likely reason why a server said 200 and did nothing: 2.0 reads the options under `configs`, later versions under
 * `configurations`, and each ignores the other's name without an error (the API page). Then all options stay as they were.
 */
export function dialectHint(
  version: NonNullable<Api['version']>,
  change: Change,
  left: readonly FieldChange[],
): string | undefined {
  const onlyOptions = left.every(({ field }) => field === 'configs');
  if (!noOptionTook(change, left) || !onlyOptions || version.startsWith('1.')) return undefined;
  if (version === 'auto')
    return 'neither `configs` nor `configurations` was read: look into Wawi whether the values can be set';
  const [used, other] =
    version === '2.0'
      ? ['configs', 'configurations, as from 2.1 on']
      : ['configurations', 'configs, as in 2.0'];
  return `api.version is ${version}, which sends options as ${used}; this server may want ${other}: check \`api.version\``;
}

/** Whether a sync is to be started or stopped. */
export function activeIn({ fields }: Change): Extract<FieldChange, { field: 'active' }> | undefined {
  return fields.find((field) => field.field === 'active');
}

/** A start is proven by every state but those in which a sync is not active, and by none in which it is locked. */
export function isActiveAsWanted(change: Change, statuses: readonly WorkerStatus[]): boolean {
  const status = statuses.find(({ id }) => id === change.sync.id);
  const wanted = activeIn(change)!.after;
  return status?.active === wanted && !(wanted && status.isLocked);
}
