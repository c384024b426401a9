import { groupBy } from '../../base/collections.ts';
import { foldId } from '../../base/uuid.ts';
import type { Claim } from '../../model/claim.ts';
import { isDesirable, toShort } from '../../model/duration.ts';
import { type ScalarName, scalarNames } from '../../model/fields/index.ts';
import type { ObservedOption } from '../../model/fields/kind.ts';
import type { ObservedSync, ObservedTenant } from '../../model/observed.ts';
import { kindOf, meaningOf } from '../../model/value.ts';
import { claimsBySync, optionRules } from '../../reconcile/matchLive.ts';
import { createDocumentValueOf, type DocumentValue } from '../documentValue.ts';
import { keyOf, nameSync } from '../naming.ts';

/** What a tenant has in a field, as far as a document for all tenants could say it. */
export type Offer = OfferedValue | { readonly kind: 'secret'; readonly reason: string };

export type OfferedValue = {
  readonly kind: 'value';
  /** The same for two values that mean the same. */
  readonly meaning: string;
  readonly yaml: string;
  /** How values of the field's type are compared. */
  readonly type: string;
  /** Where the ERP stores it, for what several syncs share. */
  readonly slot?: string;
  readonly leeway: Leeway;
  /** It holds as long as no document says otherwise, so nobody writes it but as an exception. */
  readonly isUnsaid?: boolean;
};

/**
 * What a document for all tenants may say of the field. `open`: anything, since a file of the tenant's own can say otherwise.
 * `bound`: only what the tenant has, since nothing more is written for it. `decided`: anything, since a document of a higher
 * rank decides.
 */
type Leeway = 'open' | 'bound' | 'decided';

/** The fields that a tenant's sync has: options by their display names, the others by what no document can call an option. */
export type OfferedSync = { readonly sync: ObservedSync; readonly fields: ReadonlyMap<string, Offer> };
export const scalarFields = { interval: ' interval', active: ' active' } as const satisfies Readonly<
  Record<ScalarName, string>
>;

export type OfferOptions = {
  /** What documents that are there ask of the tenant. */
  readonly claims: readonly Claim[];
  readonly secretPatterns: readonly string[];
  /** Whether it can have files of its own. */
  readonly hasFiles: boolean;
};

/**
 * The syncs that a document for all tenants can name, by how it names them, each with the fields that it may ask for. What
 * has an odd or ambiguous name here, or is in no form that documents can hold, is not among them, and neither is what a
 * document for all tenants asks for already.
 */
export function offersOf(
  tenant: ObservedTenant,
  { claims, secretPatterns, hasFiles }: OfferOptions,
): ReadonlyMap<string, OfferedSync> {
  const documentValueOf = createDocumentValueOf(tenant.syncs, secretPatterns, tenant.acceptsNull);
  const leewayOf = createLeewayOf(tenant, claims, hasFiles);
  const offered = new Map<string, OfferedSync>();
  for (const sync of tenant.syncs) {
    const naming = nameSync(sync, tenant.syncs);
    if ('yaml' in naming && naming.shown === undefined)
      offered.set(naming.yaml, { sync, fields: fieldsOf(sync, documentValueOf, leewayOf) });
  }
  return offered;
}

function fieldsOf(
  sync: ObservedSync,
  documentValueOf: (option: ObservedOption) => DocumentValue,
  leewayOf: LeewayOf,
): ReadonlyMap<string, Offer> {
  const fields = new Map<string, Offer>();
  const { interval, active, options } = sync;
  const offer = (name: ScalarName, yaml: string, more: Pick<OfferedValue, 'isUnsaid'> = {}) => {
    const leeway = leewayOf(sync, scalarFields[name]);
    if (leeway)
      fields.set(scalarFields[name], { kind: 'value', meaning: yaml, yaml, type: name, leeway, ...more });
  };
  if (interval !== null && isDesirable(interval)) offer('interval', toShort(interval));
  if (active !== undefined) offer('active', String(active), { isUnsaid: active });
  for (const option of options) {
    const value = documentValueOf(option);
    const leeway = leewayOf(sync, foldId(option.id));
    if (!leeway || value.kind === 'unfit' || keyOf(option, options) !== option.name) continue;
    fields.set(option.name, value.kind === 'secret' ? value : valueOffer(option, value.yaml, leeway));
  }
  return fields;
}

function valueOffer(option: ObservedOption, yaml: string, leeway: Leeway): OfferedValue {
  const { id, type, value } = option;
  const meaning = value === null ? 'null' : `=${meaningOf(type, value)}`;
  return { kind: 'value', meaning, yaml, type: kindOf(type), slot: foldId(id), leeway };
}

const areScalars: ReadonlySet<string> = new Set(Object.values(scalarFields));

type LeewayOf = (sync: ObservedSync, field: string) => Leeway | undefined;

/**
 * Undefined where a document for all tenants asks for the field already, in a window too, or one asks for it on another sync
 * that shares it: another document would be at odds with that one, or would be after its first edit.
 */
function createLeewayOf(tenant: ObservedTenant, claims: readonly Claim[], hasFiles: boolean): LeewayOf {
  const otherwise = hasFiles ? 'open' : 'bound';
  if (claims.length === 0) return () => otherwise;
  const { bySync } = claimsBySync(tenant, claims);
  const said = new Map<ObservedSync, ReadonlyMap<string, readonly Saying[]>>();
  const saidOfOptions = new Set<string>();
  for (const [sync, ofSync] of bySync) {
    const sayings = groupBy(sayingsOf(sync, ofSync), ({ field }) => field);
    said.set(sync, sayings);
    for (const field of sayings.keys()) if (!areScalars.has(field)) saidOfOptions.add(field);
  }
  const isDescribed = (sync: ObservedSync) => bySync.get(sync)?.some(({ rank }) => rank === 3) === true;
  return (sync, field) => {
    const sayings = said.get(sync)?.get(field) ?? [];
    if (sayings.some(({ rank }) => rank === 1)) return undefined;
    if (sayings.length > 0) return sayings.some(({ isInForce }) => isInForce) ? 'decided' : 'bound';
    if (saidOfOptions.has(field)) return undefined;
    return isDescribed(sync) ? 'bound' : otherwise;
  };
}

/** That a document of a rank names a field, now or only in a window. */
type Saying = { readonly field: string; readonly rank: Claim['rank']; readonly isInForce: boolean };

function sayingsOf(sync: ObservedSync, claims: readonly Claim[]): readonly Saying[] {
  const { key } = optionRules(sync);
  return claims.flatMap(({ rank, layers, windows = [] }) =>
    [...layers, ...windows].flatMap((layer) => {
      const options = layer.configs.flatMap((entry) => key(entry) ?? []);
      const scalars = scalarNames.filter((name) => layer[name]).map((name) => scalarFields[name]);
      const fields = [...scalars, ...options.map(({ id }) => foldId(id))];
      return fields.map((field) => ({ field, rank, isInForce: layers.includes(layer) }));
    }),
  );
}
