import type { DesiredValue } from '../../model/document.ts';
import {
  type FieldChange,
  fieldJson,
  fieldName,
  type ScalarChange,
  scalars,
  showSides,
} from '../../model/fields/index.ts';
import type { ScalarValues } from '../../model/fields/kind.ts';
import { conceal, concealUnlessHarmless, type OptionValue, secretToWire } from '../../model/fields/option.ts';
import type { ObservedSync } from '../../model/observed.ts';
import { Concealed } from '../../model/secret.ts';
import { equalValues, toWire } from '../../model/value.ts';
import type { ExplainContext, ShownValue } from './explained.ts';
import type { FieldOf, Wish } from './standing.ts';

/** A value that a place wants, as a plan would show it. */
export function shownWish(field: FieldOf, { wanted }: Wish): ShownValue {
  const value = 'option' in field ? optionValue(field.option, wanted.value as DesiredValue) : wanted.value;
  return shown(field, value);
}

/** What there is. All of it is masked where anybody wants a secret there. */
export function shownLive(field: FieldOf, live: ObservedSync, isSecret: boolean): ShownValue | undefined {
  if ('scalar' in field) {
    const value = live[field.scalar];
    if (value === undefined) return undefined;
    return value === null ? { json: null, text: 'none' } : shown(field, value);
  }
  const option = live.options.find(({ id }) => id === field.option.id);
  if (!option) return undefined;
  return shown(field, isSecret ? conceal(option.value) : concealUnlessHarmless(option, option.value));
}

/** Whether the ERP has what a place wants; undefined where nobody has asked, or read the secret that is wanted. */
export function hasWanted(
  field: FieldOf,
  { wanted: { value } }: Wish,
  live: ObservedSync,
  secret: ExplainContext['secret'],
): boolean | undefined {
  if ('scalar' in field) {
    const { equal }: ScalarValues<unknown> = scalars[field.scalar];
    const there = live[field.scalar];
    return there === undefined ? undefined : there !== null && equal(there, value);
  }
  const option = live.options.find(({ id }) => id === field.option.id);
  const wanted = value as DesiredValue;
  if (!option) return undefined;
  if (wanted.kind === 'plain') return equalValues(option.type, option.value, wanted.text);
  const read = secret?.(wanted);
  const fitted = read && secretToWire(option.type, read);
  return fitted?.ok ? equalValues(option.type, option.value, fitted.value.reveal()) : undefined;
}

/** What people read as its name. */
export function nameOfField(field: FieldOf): string {
  return fieldName(changeTo(field, ''));
}

/** An option as an explanation names it. */
export function optionOf({ option: { id, name, type } }: Extract<FieldOf, { readonly option: unknown }>) {
  return { field: 'configs', option: { id, name, type } } as const;
}

function optionValue(
  option: { readonly name: string; readonly type: string },
  value: DesiredValue,
): OptionValue {
  // What it is nobody has to know to mask it.
  if (value.kind === 'secret') return new Concealed('');
  if (value.text === null) return null;
  const fitted = toWire(option.type, value.text);
  return concealUnlessHarmless(option, fitted.ok ? fitted.value : value.text);
}

/** By way of a change to it, since those know how to show a value and how to mask it. */
function shown(field: FieldOf, value: unknown): ShownValue {
  const change = changeTo(field, value);
  return { json: fieldJson(change).after, text: showSides(change)[1] };
}

function changeTo(field: FieldOf, after: unknown): FieldChange {
  const why = { before: null, cause: 'unknown', origin: { file: '', line: 1, column: 1 } } as const;
  if ('scalar' in field) return { ...why, field: field.scalar, after } as ScalarChange;
  const { id, name, type } = field.option;
  return { ...why, field: 'configs', option: { id, name, type }, after: after as OptionValue };
}
