import { alike } from '../base/collections.ts';
import type { Paint } from '../base/paint.ts';
import { printable } from '../base/printable.ts';
import { count, listed, listedWithin } from '../base/text/words.ts';
import type { Change } from '../model/change.ts';
import { syncName } from '../model/syncName.ts';

/** A sync, and whose it is. */
export type TenantSync = Pick<Change, 'tenant' | 'sync'>;

type UnmanagedOn = readonly {
  readonly name: string;
  readonly unmanaged: readonly Change['sync'][];
}[];

/** The syncs of these tenants that no document names. */
export function unmanagedIn(tenants: UnmanagedOn): TenantSync[] {
  return tenants.flatMap(({ name, unmanaged }) => unmanaged.map((sync) => ({ tenant: name, sync })));
}

/** Syncs that are called the same on several tenants, together. A tenant has one in each group. */
export function sameSyncs<T extends TenantSync>(
  all: readonly T[],
  isFull = false,
): readonly (readonly T[])[] {
  return alike(all, { whom: ({ tenant }) => tenant, keys: [({ sync }) => syncName(sync)] }, isFull);
}

/** `Kaufland on 41 of 60 tenants`, or `acme / Kaufland`; `name` makes names fit to be shown. */
export function sameSyncsName(
  group: readonly TenantSync[],
  tenants: number,
  name: (text: string) => string,
): string {
  const { tenant, sync } = group[0]!;
  if (group.length === 1) return `${name(tenant)} / ${name(syncName(sync))}`;
  return `${name(syncName(sync))} on ${group.length} of ${count(tenants, 'tenant')}`;
}

export type GroupLook = { readonly paint: Paint; readonly width: number };

/** A group by name, with what is said of it, and whose syncs they are. */
export function groupLines(
  group: readonly TenantSync[],
  said: string,
  tenants: number,
  { paint, width }: GroupLook,
): readonly string[] {
  const names = group.map(({ tenant }) => printable(tenant));
  return [
    `  ${sameSyncsName(group, tenants, printable)}${said}`,
    ...(group.length > 1 ? [`    ${paint.dim(listedWithin(names, width - 4))}`] : []),
  ];
}

/** `Kaufland on 41 of 60 tenants, acme / Otto and 2 more`: those that most tenants have first. */
export function syncsInShort(all: readonly TenantSync[], tenants: number): string {
  const groups = [...sameSyncs(all)].sort((a, b) => b.length - a.length);
  return listed(
    groups.map((group) => sameSyncsName(group, tenants, printable)),
    mostInShort,
  );
}

const mostInShort = 3;

export const unmanagedNewsWords = {
  'unmanaged.appeared': 'new in Wawi, and no document names it',
  'unmanaged.gone': 'gone from Wawi; no document named it',
} as const;

/** What makes files of them. */
export const unmanagedHint = '`sollist pull --new` writes documents for them';

/** The unmanaged by name for people, what many tenants have once. Empty for none. */
export function unmanagedText(
  all: readonly TenantSync[],
  tenants: number,
  look: GroupLook & { readonly isFull?: boolean | undefined },
): string {
  if (all.length === 0) return '';
  const lines = sameSyncs(all, look.isFull).flatMap((group) => groupLines(group, '', tenants, look));
  return [
    look.paint.bold('Unmanaged, so left as they are: no document names these syncs'),
    ...lines,
    `  hint: ${unmanagedHint}`,
  ].join('\n');
}
