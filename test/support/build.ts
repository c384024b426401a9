import type { WindowTimes } from '../../src/desired/desired.ts';
import type { Claim } from '../../src/model/claim.ts';
import type { ConfigEntry, DesiredValue, WantedFields } from '../../src/model/document.ts';
import { durationOfSeconds } from '../../src/model/duration.ts';
import type { ObservedOption } from '../../src/model/fields/kind.ts';
import type { ObservedSync, ObservedTenant } from '../../src/model/observed.ts';
import type { Located, Origin } from '../../src/model/origin.ts';
import type { SyncSelector } from '../../src/model/syncName.ts';

let line = 0;

/** A place of its own for everything that is built, so that two are never mixed up. */
export function at(file = 'syncs/test.yaml'): Origin {
  line += 1;
  return { file, line, column: 1 };
}

/** Of a Soll without windows. */
export const noTimes: WindowTimes = { isCovered: () => false, spanOf: () => ({ isOpen: false }) };

export function located<T>(value: T, origin: Origin = at()): Located<T> {
  return { value, origin };
}

export function anOption(changes: Partial<ObservedOption> = {}): ObservedOption {
  return {
    id: 'aaaaaaaa-0000-4000-8000-000000000001',
    name: 'Create orders',
    type: 'bool',
    value: 'false',
    required: true,
    ...changes,
  };
}

export function aSync(changes: Partial<ObservedSync> = {}): ObservedSync {
  return {
    id: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
    name: 'Ebay',
    salesChannel: 'Shop',
    salesChannelId: '1-1-1',
    interval: durationOfSeconds(600),
    options: [anOption()],
    ...changes,
  };
}

export function aTenant(
  syncs: readonly ObservedSync[] = [aSync()],
  changes: Partial<ObservedTenant> = {},
): ObservedTenant {
  return { name: 'acme', syncs, acceptsNull: false, ...changes };
}

export function plain(text: string | null): DesiredValue {
  return { kind: 'plain', text };
}

export function env(name: string): DesiredValue {
  return { kind: 'secret', ref: { env: name }, folder: '/' };
}

/** What a document's `interval` (in seconds) and `configs` ask for. */
export function wants(
  interval: number | undefined,
  configs: Readonly<Record<string, DesiredValue>> = {},
): WantedFields {
  const entries: ConfigEntry[] = Object.entries(configs).map(([name, value]) => ({
    option: located(name),
    value: located(value),
  }));
  return {
    configs: entries,
    ...(interval !== undefined && { interval: located(durationOfSeconds(interval)) }),
  };
}

export function aClaim(changes: Partial<Claim> & { readonly select?: SyncSelector } = {}): Claim {
  const { select = { kind: 'name', name: 'Ebay' }, ...rest } = changes;
  return { tenant: 'acme', rank: 3, sync: located(select), layers: [wants(300)], ...rest };
}
