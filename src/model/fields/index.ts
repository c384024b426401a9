import { printable } from '../../base/printable.ts';
import { listed } from '../../base/text/words.ts';
import { timeOrNull } from '../../base/timestamp.ts';
import { canonicalId } from '../../base/uuid.ts';
import type { Field as FieldJson } from '../../generated/plan.ts';
import type { Located } from '../origin.ts';
import { Concealed } from '../secret.ts';
import { active } from './active.ts';
import { interval } from './interval.ts';
import type { FieldKind, FieldName, FieldValuesJson, LiveFields, ValueJson, WhyChanged } from './kind.ts';
import { type ScalarChangeOf, type ScalarValues, scalarKind } from './kind.ts';
import type { OptionValue } from './option.ts';
import { type OptionChange, option } from './option.ts';

/** What a sync has one of. */
export const scalars = { interval, active } as const satisfies Readonly<
  Record<Exclude<FieldName, 'configs'>, ScalarValues<unknown>>
>;

export type ScalarName = keyof typeof scalars;
export const scalarNames = Object.keys(scalars) as readonly ScalarName[];
export type ScalarValue<N extends ScalarName> = Parameters<(typeof scalars)[N]['show']>[0];
export type ScalarChange = { [N in ScalarName]: ScalarChangeOf<N, ScalarValue<N>> }[ScalarName];

/** One field of a sync that differs: what there is, and what is wanted. */
export type FieldChange = ScalarChange | OptionChange;

function scalarValues(name: ScalarName): ScalarValues<unknown> {
  return scalars[name];
}

/** What is wanted of what a sync has one of. */
export type WantedScalars = { readonly [N in ScalarName]?: Located<ScalarValue<N>> | undefined };

/** Asks for each of them. */
export function wantedScalars(
  wanted: (name: ScalarName, values: ScalarValues<unknown>) => Located<unknown> | undefined,
): WantedScalars {
  const all: { [N in ScalarName]?: Located<unknown> } = {};
  for (const name of scalarNames) {
    const one = wanted(name, scalars[name]);
    if (one) all[name] = one;
  }
  return all as WantedScalars;
}

/** Whoever made them necessary is not known yet. */
export function scalarChanges(live: LiveFields, wanted: WantedScalars): readonly ScalarChange[] {
  return scalarNames.flatMap((field) => {
    const { equal }: ScalarValues<unknown> = scalars[field];
    const [before, located] = [live[field] ?? null, wanted[field]];
    if (!located || (before !== null && equal(before, located.value))) return [];
    return { field, before, after: located.value, cause: 'unknown', origin: located.origin } as ScalarChange;
  });
}

/** Whether two places want the same of what a sync has one of, or both want nothing. */
export function sameScalar(name: ScalarName, one: WantedScalars, other: WantedScalars): boolean {
  const [a, b] = [one[name], other[name]];
  return a && b ? scalarValues(name).equal(a.value, b.value) : a === b;
}

const kinds = {
  interval: scalarKind('interval', scalars.interval),
  active: scalarKind('active', scalars.active),
  configs: option,
} as const satisfies { readonly [N in FieldName]: FieldKind<Extract<FieldChange, { field: N }>> };

function kindOf({ field }: { readonly field: FieldName }): FieldKind<FieldChange> {
  return kinds[field];
}

/** One sync of one tenant. */
export type SyncRef = { readonly tenant: string; readonly sync: { readonly id: string } };

/** Which field of a sync. Only options have more than their kind's name. */
export type FieldId = { readonly field: FieldName; readonly option?: { readonly id: string } };

/** One field of one sync of one tenant. */
export type FieldRef = SyncRef & { readonly field: FieldId };

/** The same for two references to one sync. However their identifiers are spelled. A part of each plan's id. */
export function syncKey({ tenant, sync }: SyncRef): string {
  return JSON.stringify([tenant, canonicalId(sync.id)]);
}

/** The same for two references to one field of one sync. */
export function fieldKey({ tenant, sync, field }: FieldRef): string {
  return JSON.stringify([
    tenant,
    canonicalId(sync.id),
    field.field,
    field.option && canonicalId(field.option.id),
  ]);
}

/** The same for two fields that the ERP stores as one value: an interval for each sync, an option for all that have it. */
export function storedKey({ tenant, sync, field }: FieldRef): string {
  return fieldKey({ tenant, sync: kindOf(field).isShared ? { id: '' } : sync, field });
}

/** `interval`, or the option's display name as the ERP has it. */
export function nameOf(field: FieldChange): string {
  return kindOf(field).nameOf(field);
}

/** What people read as the field's name. */
export function fieldName(field: FieldChange): string {
  return printable(nameOf(field));
}

/** Before and after, for people. */
export function showSides(field: FieldChange): readonly [before: string, after: string] {
  return kindOf(field).sidesOf(field);
}

/** `10m → 5m`. */
export function showChange(field: FieldChange): string {
  return showSides(field).join(' → ');
}

/** Whether a sync has what is wanted. */
export function isShownBy(sync: LiveFields, field: FieldChange): boolean {
  return kindOf(field).isShownBy(sync, field);
}

/** The wanted value in one spelling, secrets in clear: not to be shown. */
export function wantedInClear(field: FieldChange): ValueJson {
  return kindOf(field).wantedInClear(field);
}

/** Equal as JSON for two fields that are called the same and change from and to the same, however it is spelled. */
export function contentOf(field: FieldChange): unknown {
  return [field.field, ...kindOf(field).meaningOf(field)];
}

/** The same for two fields that are to become the same, whatever each has before. */
export function wantedOf(field: FieldChange): unknown {
  const meaning = kindOf(field).meaningOf(field);
  return [field.field, ...meaning.slice(0, -2), meaning.at(-1)];
}

/** `10m → 5m` of one field on several tenants, and `10m, 15m and 3 more → 5m` where they do not have the same. */
export function showChanges(fields: readonly FieldChange[]): string {
  const befores = new Set(fields.map((field) => showSides(field)[0]));
  const [, after] = showSides(fields[0]!);
  return befores.size === 1 ? showChange(fields[0]!) : `${listed([...befores], 2)} → ${after}`;
}

/** From what is wanted to what there is, as a document sees it. */
export function reversed(field: FieldChange): FieldChange {
  return kindOf(field).reversed(field);
}

/** The field as the plan's JSON has it, secrets masked. */
export function fieldJson(field: FieldChange): FieldJson {
  const { cause, broughtBy, since, window, origin } = field;
  return {
    ...kindOf(field).toJson(field),
    ...{ cause, ...(broughtBy && { broughtBy }), ...(since !== undefined && { since }) },
    ...(window && { window: { start: window.start.value, until: timeOrNull(window.closes) } }),
    origin,
  };
}

/** A field of which JSON is left, as people are shown it. What is no value of its kind is shown as text. */
export function fieldToShow(
  json: LooseJson,
  { cause, origin }: Pick<WhyChanged, 'cause' | 'origin'>,
): FieldChange {
  const named = { id: '', type: '', ...(json.option ?? { name: json.field }) };
  const [whole, why] = [
    { ...json, option: named },
    { cause, origin },
  ];
  return kindOf(json).fromJson(whole, why) ?? option.fromJson(whole, why)!;
}

/** A change to be written, from JSON; undefined for what is none. Nothing that may be secret is of such a kind. */
export function scalarFromJson(json: FieldValuesJson, why: WhyChanged): ScalarChange | undefined {
  const field = kindOf(json).fromJson(json, why);
  return field?.field === 'configs' ? undefined : field;
}

/** Whether a sync still has what it had. */
export function isBefore(sync: LiveFields, field: ScalarChange): boolean {
  const live = sync[field.field] ?? null;
  if (live === null || field.before === null) return live === field.before;
  return scalarValues(field.field).equal(live, field.before);
}

type LooseJson = Omit<FieldValuesJson, 'option'> & { readonly option?: { readonly name: string } };

export function isFieldName(name: unknown): name is FieldName {
  return typeof name === 'string' && Object.hasOwn(kinds, name);
}

/** Exactly what one request sets. Whether a sync is active is a request of its own. Options that are not listed stay as they are, and so does what is absent. */
export type SyncSettings = { readonly [N in Exclude<ScalarName, 'active'>]?: ScalarValue<N> } & {
  readonly options: readonly {
    readonly id: string;
    readonly value: OptionValue;
    /** The secret that is there before it is set: nothing that is sent, yet nothing to be repeated either. */
    readonly was?: Concealed;
  }[];
};

/** What one request of settings sets so that the fields have what is wanted. */
export function settingsOf(fields: readonly FieldChange[]): SyncSettings {
  const options = fields.filter((field) => field.field === 'configs');
  const others = fields.filter(({ field }) => field !== 'configs' && field !== 'active');
  return {
    options: options.map(({ option, before, after }) => ({
      ...{ id: option.id, value: after },
      ...(before instanceof Concealed && { was: before }),
    })),
    ...Object.fromEntries(others.map(({ field, after }) => [field, after])),
  };
}
