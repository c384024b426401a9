import { printable } from '../../base/printable.ts';
import { ok, type Result } from '../../base/result.ts';
import { cellsOf, crop } from '../../base/text/cells.ts';
import { normalized } from '../../base/text/characters.ts';
import { looksSecret } from '../../base/text/secretName.ts';
import { Concealed, type SecretSource } from '../secret.ts';
import { secretSpans, withoutShapes } from '../secretSigns.ts';
import { equalValues, isBool, meaningOf, toWire } from '../value.ts';
import type { FieldKind, ObservedOption, ValueJson, WhyChanged } from './kind.ts';

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
    // Whoever wrote it may have known fewer shapes of secrets than we do.
    const shown = (value: ValueJson) =>
      typeof value === 'boolean'
        ? String(value)
        : secret && value?.includes(mask)
          ? new Concealed('', withoutShapes(value))
          : concealShape(value);
    return named && { field: 'configs', option: named, before: shown(before), after: shown(after), ...why };
  },
};

export function isSecret({ before, after }: Pick<OptionChange, 'before' | 'after'>): boolean {
  return before instanceof Concealed || after instanceof Concealed;
}

export function conceal(value: string | null): Concealed | null {
  return value === null ? null : new Concealed(value);
}

/** A value of an option as it may be shown: a secret by the option's name, or in part by its own shape, is concealed. */
export function concealUnlessHarmless(
  { name, type }: Pick<ObservedOption, 'name' | 'type'>,
  value: string | null,
): OptionValue {
  return looksSecret(name) && !isBool(type) ? conceal(value) : concealShape(value);
}

/** What of a live value must not be repeated: all of it where the option's name says so (`isTold`), and what has a secret's shape. */
export function secretsIn(
  { name, type, value }: ObservedOption,
  isTold: (name: string) => boolean,
): readonly string[] {
  if (value === null || isBool(type)) return [];
  const parts = secretSpans(value).map(({ start, end }) => value.slice(start, end));
  return isTold(name) ? [value, ...parts] : parts;
}

function concealShape(value: string | null): OptionValue {
  if (value === null) return null;
  const shown = withoutShapes(value);
  return shown === value ? value : new Concealed(value, shown);
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

/** A value of an option on its way to or from the ERP; concealed where a document, the option's name, or its shape says that it is a secret. */
export type OptionValue = string | null | Concealed;

/** Cells of a terminal, an ellipsis at the end among them. */
const widest = 49;

/** Before and after. Two long texts are shown from shortly before where they part, so that what changed can be seen. */
export function showOptionValues(
  before: OptionValue,
  after: OptionValue,
): readonly [before: string, after: string] {
  const [one, other] = [quote(before), quote(after)];
  if (one === other && one !== mask) return [excerpt(one, 0), excerpt(one.replaceAll(mask, otherMask), 0)];
  if (fits(one) && fits(other)) return [one, other];
  const start = Math.max(0, parting(one, other) - 12);
  return [excerpt(one, start), excerpt(other, start)];
}

const mask = '(secret)';

/** Of two secrets in one harmless text: that they differ must be seen, and nothing more of them. */
const otherMask = '(new secret)';

/** Bare where nobody can take it for something else. */
function quote(side: OptionValue): string {
  if (side === null) return 'null';
  const value = String(side);
  const shown = printable(normalized(value) === value ? value : spellOut(value));
  if (side instanceof Concealed && isBare(shown.replaceAll(mask, 'x'))) return shown;
  return isBare(shown) && shown !== 'null' ? shown : `"${shown}"`;
}

function isBare(shown: string): boolean {
  return /^[^\s"'(){}[\]→]+(?: [^\s"'(){}[\]→]+)*$/u.test(shown);
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
