import { createOnce } from '../base/collections.ts';
import { sha256 } from '../base/hash.ts';
import type { Desired } from '../desired/desired.ts';
import type { Claim } from '../model/claim.ts';
import type { TenantSettings } from '../model/settings.ts';

/** A digest of what each tenant's documents say, and how it is reached: another one where that was edited. */
export function fingerprintsOf(
  { claims }: Desired,
  tenants: readonly TenantSettings[],
): ReadonlyMap<string, string> {
  const saidTo = new Map<string, string[]>(tenants.map(({ name }) => [name, []]));
  for (const claim of claims) saidTo.get(claim.tenant)?.push(saidBy(claim));
  return new Map(tenants.map(({ name, connection }) => [name, fingerprintOf(connection, saidTo.get(name)!)]));
}

/** A document that has not changed is the same object at each pass, as are settings, and there may be ten thousand. */
const [fingerprints, digests] = [createOnce<string>(), createOnce<string>()];

function fingerprintOf(connection: TenantSettings['connection'], said: readonly string[]): string {
  return fingerprints(connection, said, () =>
    sha256([JSON.stringify(connection, withoutOrigin), ...said].sort().join('\n')),
  );
}

/** The rest of a claim is its document's. */
function saidBy({ rank, sync, layers, windows = [], mode, suspend }: Claim): string {
  return digests(sync, [rank, mode, suspend, ...layers, ...windows], () =>
    sha256(JSON.stringify([rank, sync, mode, suspend, layers, windows])),
  );
}

/** Tenants of which something was edited. */
export function editedSince(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  return new Set([...now].filter(([name, one]) => before.get(name) !== one).map(([name]) => name));
}

/** Lines move with every edit above them. */
function withoutOrigin(key: string, value: unknown): unknown {
  return key === 'origin' ? undefined : value;
}
