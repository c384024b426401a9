import { getOrAdd } from '../../base/collections.ts';
import type { Change as ChangeRecord } from '../../generated/history.ts';
import { storedKey } from '../../model/fields/index.ts';
import { daysOfChanges, type LastWrite, type Past, type PastOf } from './answer.ts';

/**
 * What is known of one stored value. `differs`: what others set it to, as long as it has not been corrected. `at`: when that
 * was seen; syncs that share a value have a record each.
 */
type FieldPast = {
  written?: LastWrite & Pick<ChangeRecord, 'after' | 'secret'>;
  changes: number;
  differs?: string | null;
  at?: string;
};

const day = 86_400_000;

/** Takes in records one by one, oldest first, and knows of each field who wrote it last, and how often others changed it. */
export function createPast(now: number) {
  const fields = new Map<string, FieldPast>();
  const named = new Map<string, FieldPast>();
  const since = now - daysOfChanges * day;
  return {
    add(record: ChangeRecord): void {
      const { tenant, sync, field, option } = record;
      const known = getOrAdd(fields, keyOf(record), () => ({ changes: 0 }));
      for (const salesChannel of [sync.salesChannel, null])
        named.set(nameKey(tenant, { ...sync, salesChannel }, { field, ...(option && { option }) }), known);
      note(record, known, since);
    },
    of(...[tenant, sync, field]: Parameters<PastOf>): Past {
      const isNamed = sync.id === '' || field.option?.id === '';
      const known = isNamed
        ? named.get(nameKey(tenant, sync, field))
        : fields.get(keyOf({ tenant, sync, ...field }));
      const { written, changes = 0 } = known ?? {};
      const isNews = known !== undefined && known.differs === undefined && isChanged(known, field);
      return {
        ...(written && { written: writeOf(written) }),
        changedByOthers: changes + (isNews ? 1 : 0),
      };
    },
  };
}

/** Whether it was as it is wanted when it was written last, and is not now. A mask says nothing of whether it was. */
function isChanged({ written }: FieldPast, { wanted, isLive }: Parameters<PastOf>[2]): boolean {
  return isLive === false && written?.secret === false && written.after === wanted?.json;
}

function keyOf({ tenant, sync, field, option }: Pick<ChangeRecord, 'tenant' | 'sync' | 'field' | 'option'>) {
  return storedKey({ tenant, sync, field: { field, ...(option && { option }) } });
}

type SyncNamed = Pick<ChangeRecord['sync'], 'name' | 'salesChannel'>;
type FieldNamed = { readonly field: string; readonly option?: { readonly name: string } };

function nameKey(tenant: string, { name, salesChannel }: SyncNamed, { field, option }: FieldNamed): string {
  return JSON.stringify([tenant, name, salesChannel, field, option?.name ?? null]);
}

function note(record: ChangeRecord, known: FieldPast, since: number): void {
  const { time, before, cause, outcome } = record;
  // A correction that fails is tried again and again: what others did before counts once.
  const isNews = cause === 'live' && known.differs !== before && known.at !== time;
  if (isNews && Date.parse(time) >= since) known.changes += 1;
  if (cause === 'live') Object.assign(known, { differs: before, at: time });
  if (outcome !== 'applied') return;
  delete known.differs;
  known.written = record;
}

function writeOf({ time, revision, commit }: LastWrite): LastWrite {
  return { time, revision, ...(commit && { commit }) };
}
