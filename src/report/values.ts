import { printable } from '../base/printable.ts';
import type { FieldChange, OptionValue } from '../model/change.ts';
import { toShort } from '../model/duration.ts';
import { Concealed } from '../model/secret.ts';

/** What a field is called: `interval`, or the option's display name. */
export function fieldName(field: FieldChange): string {
  return field.field === 'interval' ? 'interval' : printable(field.option.name);
}

/** `10m → 5m`. */
export function showChange(field: FieldChange): string {
  return showSides(field).join(' → ');
}

/** Before and after. Two long texts are shown from shortly before where they part, so that what changed can be seen. */
export function showSides(field: FieldChange): readonly [before: string, after: string] {
  if (field.field === 'interval')
    return [field.before === null ? 'none' : toShort(field.before), toShort(field.after)];
  return excerpts(field.before, field.after);
}

const longest = 48;

function excerpts(before: OptionValue, after: OptionValue): [string, string] {
  if (typeof before !== 'string' || typeof after !== 'string') return [showValue(before), showValue(after)];
  const [one, other] = [quote(before), quote(after)];
  if (one.length <= longest && other.length <= longest) return [one, other];
  const start = Math.max(0, parting(one, other) - 12);
  return [crop(one, start), crop(other, start)];
}

function showValue(value: OptionValue): string {
  if (value === null) return 'null';
  return value instanceof Concealed ? String(value) : crop(quote(value), 0);
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

function crop(text: string, start: number): string {
  const end = start + longest;
  const shown = text.slice(start, end).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
  return `${start > 0 ? '…' : ''}${shown}${end < text.length ? '…' : ''}`;
}
