import { sha256 } from '../base/hash.ts';
import type { Desired } from '../desired/desired.ts';
import type { TenantSettings } from '../model/settings.ts';

/** A digest of what each tenant's documents say, and how it is reached: another one where that was edited. */
export function fingerprintsOf(
  { claims }: Desired,
  tenants: readonly TenantSettings[],
): ReadonlyMap<string, string> {
  const parts = new Map(
    tenants.map(({ name, connection }) => [name, [JSON.stringify(connection, withoutOrigin)]]),
  );
  for (const { tenant, rank, sync, layers, windows = [], mode, suspend } of claims) {
    const said = [sync, mode, suspend, ...layers, ...windows].map((part) => part && digestOf(part));
    parts.get(tenant)?.push([rank, ...said].join());
  }
  return new Map([...parts].map(([name, all]) => [name, sha256(all.sort().join('\n'))]));
}

/** Tenants of which something was edited. */
export function editedSince(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  return new Set([...now].filter(([name, one]) => before.get(name) !== one).map(([name]) => name));
}

/** A document that has not changed is the same object at each pass, and there may be ten thousand. */
const digests = new WeakMap<object, string>();

function digestOf(part: object): string {
  const digest = digests.get(part) ?? sha256(JSON.stringify(part));
  digests.set(part, digest);
  return digest;
}

/** Lines move with every edit above them. */
function withoutOrigin(key: string, value: unknown): unknown {
  return key === 'origin' ? undefined : value;
}
