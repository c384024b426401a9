import { createOnce, getOrAdd } from '../base/collections.ts';
import { sha256 } from '../base/hash.ts';
import type { Desired } from '../desired/desired.ts';
import type { Claim } from '../model/claim.ts';
import type { TenantSettings } from '../model/settings.ts';

/** A digest of what each tenant's documents say, and how it is reached: another one where that was edited. */
export function fingerprintsOf(
  { claims }: Desired,
  tenants: readonly TenantSettings[],
): ReadonlyMap<string, string> {
  const parts = new Map(tenants.map(({ name, connection }) => [name, [digestOf(connection, withoutOrigin)]]));
  for (const claim of claims) parts.get(claim.tenant)?.push(saidBy(claim));
  return new Map([...parts].map(([name, all]) => [name, sha256(all.sort().join('\n'))]));
}

const said = createOnce<string>();

/** A document that has not changed says the same at each pass, but for its windows and its suspension. */
function saidBy({ rank, sync, layers, windows = [], mode, suspend }: Claim): string {
  return said(sync, [rank, mode, suspend, ...layers, ...windows], () => {
    const parts = [sync, mode, suspend, ...layers, ...windows].map((part) => part && digestOf(part));
    return sha256([rank, ...parts].join());
  });
}

/** Tenants of which something was edited. */
export function editedSince(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  return new Set([...now].filter(([name, one]) => before.get(name) !== one).map(([name]) => name));
}

/** A document that has not changed is the same object at each pass, as are settings, and there may be ten thousand. */
const digests = new WeakMap<object, string>();

function digestOf(part: object, replacer?: typeof withoutOrigin): string {
  return getOrAdd(digests, part, () => sha256(JSON.stringify(part, replacer)));
}

/** Lines move with every edit above them. */
function withoutOrigin(key: string, value: unknown): unknown {
  return key === 'origin' ? undefined : value;
}
