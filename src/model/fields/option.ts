import { ok, type Result } from '../../base/result.ts';
import { Concealed, type SecretSource } from '../secret.ts';
import { equalValues, meaningOf, toWire } from '../value.ts';
import type { FieldKind, ObservedOption, WhyChanged } from './kind.ts';
import { type OptionValue, showOptionValues } from './optionText.ts';

export type OptionChange = WhyChanged & {
  readonly field: 'configs';
  readonly option: Pick<ObservedOption, 'id' | 'name' | 'type'>;
  readonly before: OptionValue;
  readonly after: OptionValue;
  /** Where the document says the secret is; absent for a value in clear. */
  readonly secret?: SecretSource;
};

/** An option of a sync. */
export const option: FieldKind<OptionChange> = {
  isShared: true,
  nameOf: (field) => field.option.name,
  sidesOf: ({ before, after }) => showOptionValues(before, after),
  isShownBy({ options }, { option: { id }, after }) {
    const live = options.find((one) => one.id === id);
    return live !== undefined && equalValues(live.type, live.value, inClear(after));
  },
  wantedInClear: ({ after }) => inClear(after),
  meaningOf: ({ option: { name, type }, before, after }) => [name, meant(type, before), meant(type, after)],
  reversed: (field) => ({ ...field, before: field.after, after: field.before }),
  toJson(field) {
    const [before, after] = [masked(field.before), masked(field.after)];
    return { field: 'configs', option: { ...field.option }, before, after, secret: isSecret(field) };
  },
  fromJson({ option: named, before, after, secret = false }, why) {
    const shown = (value: string | null) => (secret && value !== null ? new Concealed('') : value);
    return named && { field: 'configs', option: named, before: shown(before), after: shown(after), ...why };
  },
};

export function isSecret({ before, after }: Pick<OptionChange, 'before' | 'after'>): boolean {
  return before instanceof Concealed || after instanceof Concealed;
}

export function conceal(value: string | null): Concealed | null {
  return value === null ? null : new Concealed(value);
}

export function inClear(value: OptionValue): string | null {
  return value instanceof Concealed ? value.reveal() : value;
}

function masked(value: OptionValue): string | null {
  return value instanceof Concealed ? value.toJSON() : value;
}

/** Secrets count as equal: nobody sees them differ. */
function meant(type: string, value: OptionValue): unknown {
  return typeof value === 'string' ? [meaningOf(type, value)] : value;
}

/** A secret as it is sent, or why the option's type cannot hold it. */
export function secretToWire(type: string, secret: Concealed): Result<Concealed> {
  const fitted = toWire(type, secret.reveal());
  return fitted.ok ? ok(new Concealed(fitted.value)) : fitted;
}
