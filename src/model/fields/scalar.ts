import type { Result } from '../../base/result.ts';
import type { FieldKind, FieldName, ValueJson, WhyChanged } from './kind.ts';

/** What is wrong with a value that a user wrote: words for a problem, and the spelling that was probably meant. */
export type ValueMistake = { readonly message: string; readonly hint?: string };

/** Values of a field of which a sync has one at most. */
export type ScalarValues<V> = {
  /** What YAML data a document may hold; the schema tells the others. */
  readonly written: readonly ('string' | 'number' | 'boolean')[];
  /** The code of the problem that a document has whose value cannot be read. */
  readonly mistake: 'duration';
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
    isShownBy: ({ [field]: live }, { after }) => live !== null && equal(live as V, after),
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
