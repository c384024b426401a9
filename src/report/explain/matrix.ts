import { getOrAdd } from '../../base/collections.ts';
import type { Field as FieldJson } from '../../generated/explain.ts';
import type { FieldName } from '../../model/fields/kind.ts';
import type { Origin } from '../../model/origin.ts';
import { meaningOf } from '../../model/value.ts';
import type { ExplainedField, ShownValue } from '../../reconcile/explain/explained.ts';
import type { ToldSync } from './answer.ts';

export type FieldStatus = FieldJson['status'];

/** Whether the ERP has what is wanted of a field. */
export function statusOf({ wanted, isLive, isContradicted }: ExplainedField): FieldStatus {
  if (!wanted) return isContradicted ? 'Unknown' : 'Unmanaged';
  if (isLive === undefined) return 'Unknown';
  return isLive ? 'Synced' : 'OutOfSync';
}

/** Tenants on which a field is wanted to be the same by the same place, and is the same. */
export type MatrixCell = {
  readonly wanted?: ShownValue;
  readonly live?: ShownValue;
  readonly status: FieldStatus;
  readonly origin?: Origin;
  readonly tenants: readonly string[];
};

/** One field on all tenants. */
export type MatrixRow = {
  readonly field: FieldName;
  /** What an option is called. Each tenant may have it under another identifier. */
  readonly option?: string;
  readonly name: string;
  readonly cells: readonly MatrixCell[];
};

/** The fields of one sync on several tenants; those that are not the same everywhere, or not as wanted, come first. */
export function matrixOf(syncs: readonly ToldSync[]): readonly MatrixRow[] {
  const rows = new Map<string, Omit<MatrixRow, 'cells'> & { readonly cells: Map<string, GrowingCell> }>();
  for (const { tenant, fields } of syncs) {
    for (const told of fields) {
      const { field, option, name } = told;
      const key = JSON.stringify([field, option?.name ?? null]);
      const begin = () => ({ field, ...(option && { option: option.name }), name, cells: new Map() });
      addCell(getOrAdd(rows, key, begin).cells, tenant, told);
    }
  }
  const all = [...rows.values()].map((row) => ({ ...row, cells: [...row.cells.values()].sort(byWeight) }));
  return all.sort((a, b) => rank(a) - rank(b));
}

type GrowingCell = MatrixCell & { readonly tenants: string[] };

function addCell(cells: Map<string, GrowingCell>, tenant: string, told: ExplainedField): void {
  const { wanted, live, isContradicted, chain, option } = told;
  const status = statusOf(told);
  const origin = wanted ? chain[0]?.origin : undefined;
  // Each ERP spells values in its own way, and what is as wanted is as good as that.
  const json = live?.json ?? null;
  const has = option && typeof json === 'string' ? meaningOf(option.type, json) : json;
  const shown = status === 'Synced' ? null : has;
  const place = origin && [origin.file, origin.line];
  const key = JSON.stringify([wanted?.json ?? null, shown, !live, status, isContradicted, place]);
  const begin = () => ({
    ...(wanted && { wanted }),
    ...(live && { live }),
    ...(origin && { origin }),
    ...{ status, tenants: [] },
  });
  getOrAdd(cells, key, begin).tenants.push(tenant);
}

const order = { OutOfSync: 0, Unknown: 1, Synced: 2, Unmanaged: 3 } as const satisfies Record<
  FieldStatus,
  number
>;

function byWeight(a: GrowingCell, b: GrowingCell): number {
  return order[a.status] - order[b.status] || b.tenants.length - a.tenants.length;
}

/** What is not as wanted, what differs from tenant to tenant, what is the same everywhere, what nobody wants. */
function rank({ cells }: MatrixRow): number {
  if (cells.every(({ status }) => status === 'Unmanaged')) return 4;
  return Math.min(order[cells[0]!.status], cells.length > 1 ? 1.5 : 2);
}
