import { printable } from '../../base/printable.ts';
import { cellsOf, crop } from '../../base/text/cells.ts';
import { Concealed } from '../secret.ts';

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
