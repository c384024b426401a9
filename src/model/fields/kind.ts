import type { Result } from '../../base/result.ts';
import type { Field as FieldJson } from '../../generated/plan.ts';
import type { Located, Origin } from '../origin.ts';

/** `git`: we last wrote something else because git said so. `live`: it differs from what we last wrote. */
export type Cause = FieldJson['cause'];

/** `change`: the commit that a plan is compared with wanted something else, or nothing. `before`: it wanted the same. */
export type BroughtBy = NonNullable<FieldJson['broughtBy']>;

/** Who changed a field, since when, and the place that wants another value. */
export type WhyChanged = {
  readonly cause: Cause;
  /** Where the plan is compared with another commit. */
  readonly broughtBy?: BroughtBy;
  /** When we last wrote the value, as ISO 8601, where that is known: whoever changed it has done so since. */
  readonly since?: string;
  /** The window that wants it, where one does. */
  readonly window?: OpenWindow;
  readonly origin: Origin;
};

/** A window that is open, and when it has opened and closes, in milliseconds since 1970. */
export type OpenWindow = {
  readonly start: Located<string>;
  /** In the ticks of a `Duration`. */
  readonly duration: number;
  readonly isOpen: boolean;
  readonly opens?: number;
  /** Absent for one that never does. */
  readonly closes?: number;
};

/** The names of the kinds, as the schema has them: what a document calls a field of the kind. */
export type FieldName = FieldJson['field'];

/** A value in JSON: in plans, in the journal, in a status. */
export type ValueJson = FieldJson['before'];

/** What a field changes from and to, as the plan's JSON has it. */
export type FieldValuesJson = Pick<FieldJson, 'field' | 'option' | 'before' | 'after' | 'secret'>;

/** One typed option of a sync. The ERP stores it once per tenant and sync type, under `id`. */
export type ObservedOption = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly value: string | null;
  readonly required: boolean;
};

/** The fields of a sync that the ERP has. */
export type LiveFields = { readonly options: readonly ObservedOption[] } & {
  readonly [N in Exclude<FieldName, 'configs'>]?: unknown;
};

/** What is known of one kind of field. `C` is a change of such a field. */
export type FieldKind<C> = {
  /** The ERP stores it once per tenant and sync type, so the sync plays no part in what is written. */
  readonly isShared: boolean;
  /** What the field is called; an option's display name may hold anything. */
  nameOf(field: C): string;
  /** Before and after, for people. */
  sidesOf(field: C): readonly [before: string, after: string];
  /** Whether a sync has what is wanted. */
  isShownBy(sync: LiveFields, field: C): boolean;
  /** The wanted value in one spelling, secrets in clear: not to be shown. */
  wantedInClear(field: C): ValueJson;
  /** What it is called, before and after by meaning, to be compared as JSON: each ERP spells values in its own way. */
  meaningOf(field: C): readonly unknown[];
  /** From what is wanted to what there is, as a document sees it. */
  reversed(field: C): C;
  toJson(field: C): FieldValuesJson;
  /** For people to read, not to be written: a secret is none any more. Undefined for what is no field of the kind. */
  fromJson(json: FieldValuesJson, why: WhyChanged): C | undefined;
};

/** What is wrong with a value that a user wrote: words for a problem, and the spelling that was probably meant. */
export type ValueMistake = { readonly message: string; readonly hint?: string };

/** Values of a field of which a sync has one at most. */
export type ScalarValues<V> = {
  /** What YAML data a document may hold; the schema tells the others. */
  readonly written: readonly ('string' | 'number' | 'boolean')[];
  /** The code of the problem that a document has whose value cannot be read. */
  readonly mistake: 'duration' | 'bad-value';
  /** Reads what a document holds. */
  read(text: string): Result<V, ValueMistake>;
  equal(a: V, b: V): boolean;
  /** For people. */
  show(value: V): string;
  toJson(value: V): NonNullable<ValueJson>;
  /** Undefined for what is no such value. */
  fromJson(json: NonNullable<ValueJson>): V | undefined;
};

/** `before` is null where the ERP has none. */
export type ScalarChangeOf<N extends FieldName, V> = WhyChanged & {
  readonly field: N;
  readonly before: V | null;
  readonly after: V;
};

/** The kind of field that is called `field`, and has these values. */
export function scalarKind<N extends Exclude<FieldName, 'configs'>, V>(
  field: N,
  { equal, show, toJson, fromJson }: ScalarValues<V>,
): FieldKind<ScalarChangeOf<N, V>> {
  const orNull = (value: V | null) => (value === null ? null : toJson(value));
  const read = (json: ValueJson) => (json === null ? undefined : fromJson(json));
  return {
    isShared: false,
    nameOf: () => field,
    sidesOf: ({ before, after }) => [before === null ? 'none' : show(before), show(after)],
    isShownBy: ({ [field]: live }, { after }) => (live ?? null) !== null && equal(live as V, after),
    wantedInClear: ({ after }) => toJson(after),
    meaningOf: ({ before, after }) => [orNull(before), toJson(after)],
    reversed: (change) => ({ ...change, before: change.after, after: change.before ?? change.after }),
    toJson: ({ before, after }) => ({ field, before: orNull(before), after: toJson(after) }),
    fromJson(json, why) {
      const after = read(json.after);
      return after === undefined ? undefined : { field, before: read(json.before) ?? null, after, ...why };
    },
  };
}
