import type { NamedField, Released } from '../../model/change.ts';
import { fieldKey, scalarNames } from '../../model/fields/index.ts';
import type { DesiredSync } from '../desiredSync.ts';

/** Of one tenant, what was wanted then and is not now. */
export function released(
  tenant: string,
  then: readonly DesiredSync[],
  now: readonly DesiredSync[],
): readonly Released[] {
  const keyOf = ({ sync }: DesiredSync, field: NamedField) => fieldKey({ tenant, sync, field });
  const wanted = new Set(now.flatMap((one) => wantedFields(one).map((field) => keyOf(one, field))));
  return then.flatMap((one) => {
    const fields = wantedFields(one).filter((field) => !wanted.has(keyOf(one, field)));
    const { id, name, salesChannel } = one.sync;
    return fields.length > 0 ? [{ tenant, sync: { id, name, salesChannel }, fields }] : [];
  });
}

function wantedFields(desired: DesiredSync): readonly NamedField[] {
  return [
    ...scalarNames.filter((name) => desired[name]).map((field) => ({ field })),
    ...desired.options.map(({ option: { id, name, type } }) => ({
      field: 'configs' as const,
      option: { id, name, type },
    })),
  ];
}
