import { printable } from '../../base/printable.ts';
import { ok, type Result } from '../../base/result.ts';
import { cellsOf, crop } from '../../base/text/cells.ts';
import { Concealed, type SecretSource } from '../secret.ts';
import { equalValues, meaningOf, toWire } from '../value.ts';
import type { FieldKind, ObservedOption, WhyChanged } from './kind.ts';

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

/** A value of an option on its way to or from the ERP; concealed where a document, or the option's name, calls it a secret. */
export type OptionValue = string | null | Concealed;

/** Cells of a terminal, an ellipsis at the end among them. */
const widest = 49;

/** Before and after. Two long texts are shown from shortly before where they part, so that what changed can be seen. */
export function showOptionValues(
  before: OptionValue,
  after: OptionValue,
): readonly [before: string, after: string] {
  if (typeof before !== 'string' || typeof after !== 'string') return [showValue(before), showValue(after)];
  const [one, other] = [quote(before), quote(after)];
  if (fits(one) && fits(other)) return [one, other];
  const start = Math.max(0, parting(one, other) - 12);
  return [excerpt(one, start), excerpt(other, start)];
}

function showValue(value: OptionValue): string {
  if (value === null) return 'null';
  return value instanceof Concealed ? String(value) : excerpt(quote(value), 0);
}

/** Bare where nobody can take it for something else. */
function quote(value: string): string {
  const shown = printable(value.normalize('NFC') === value ? value : spellOut(value));
  return /^[^\s"'(){}[\]→]+(?: [^\s"'(){}[\]→]+)*$/u.test(shown) && shown !== 'null' ? shown : `"${shown}"`;
}

/** Text that only differs in how accents are composed would look the same. */
function spellOut(value: string): string {
  return value.replace(/\p{M}/gu, (mark) => `\\u{${mark.codePointAt(0)!.toString(16)}}`);
}

function parting(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

function fits(text: string): boolean {
  return text.length < widest * 4 && cellsOf(text) < widest;
}

function excerpt(text: string, start: number): string {
  const shown = crop(text.slice(start).replace(/^[\udc00-\udfff]/, ''), widest);
  return start > 0 ? `…${shown}` : shown;
}
