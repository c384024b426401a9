import { failed, ok, type Result } from '../base/result.ts';
import { normalized, withoutEnd } from '../base/text/characters.ts';

/**
 * When two values of an option are equal: when they mean the same under the option's type, not when their bytes agree
 * (the API page, "Values"). Every value travels as a string.
 */

type Kind = 'bool' | 'whole' | 'decimal' | 'text';

const wholeRanges: Readonly<Record<string, readonly [bigint, bigint]>> = {
  byte: [0n, 255n],
  short: [-(2n ** 15n), 2n ** 15n - 1n],
  int16: [-(2n ** 15n), 2n ** 15n - 1n],
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  integer: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
};
const kinds: ReadonlyMap<string, Kind> = new Map([
  ...['bool', 'boolean'].map((name) => [name, 'bool'] as const),
  ...Object.keys(wholeRanges).map((name) => [name, 'whole'] as const),
  ...['decimal', 'double', 'float', 'single', 'number'].map((name) => [name, 'decimal'] as const),
]);

/** Types are compared without regard to case; `System.Int32` is `Int32`. One that nobody knows is text. */
function typeName(type: string): string {
  return type
    .trim()
    .toLowerCase()
    .replace(/^system\./, '');
}

/** The same for two types under which values mean the same. */
export function kindOf(type: string): Kind {
  return kinds.get(type) ?? kinds.get(typeName(type)) ?? 'text';
}

/** Whether a type holds nothing but true and false, and so no secret. */
export function isBool(type: string): boolean {
  return kindOf(type) === 'bool';
}

/** Whether `a` and `b` mean the same under `type`. An equivalence, for every type. */
export function equalValues(type: string, a: string | null, b: string | null): boolean {
  if (a === b || a === null || b === null) return a === b;
  const kind = kindOf(type);
  return canonical(kind, a) === canonical(kind, b);
}

/** A text that two values share exactly when they mean the same under `type`. Not one to send, or to show. */
export function meaningOf(type: string, value: string): string {
  return canonical(kindOf(type), value);
}

/** One spelling for all that mean the same. What the type cannot hold stands for itself, apart from all that it can. */
function canonical(kind: Kind, text: string): string {
  if (kind === 'text') return normalized(text);
  return readers[kind](text) ?? `?${normalized(text)}`;
}

const readers = { bool: readBool, whole: readWhole, decimal: readDecimal } as const;

/** What to send for a value that a document wants, or why its type cannot hold it. The reason never names the value. */
export function toWire(type: string, text: string): Result<string> {
  switch (kindOf(type)) {
    case 'bool': {
      const wire = text.toLowerCase();
      return wire === 'true' || wire === 'false' ? ok(wire) : failed('is true or false');
    }
    case 'whole': {
      const wire = readWhole(text);
      if (wire === undefined) return failed('is a whole number, without separators');
      const [least, most] = wholeRanges[typeName(type)]!;
      const value = BigInt(wire);
      return value < least || value > most ? failed(`runs from ${least} to ${most}`) : ok(wire);
    }
    case 'decimal': {
      const wire = readDecimal(text);
      return wire === undefined
        ? failed('is a number, with a dot or a comma and without thousands separators')
        : ok(wire);
    }
    case 'text':
      return ok(text);
  }
}

/** Whether there is any type under which the two mean the same: what can be told while the type is not known. */
export function mayBeEqual(a: string | null, b: string | null): boolean {
  return ['text', 'bool', 'int64', 'decimal'].some((type) => equalValues(type, a, b));
}

function readBool(text: string): string | undefined {
  const word = text.trim().toLowerCase();
  if (word === 'true' || word === '1') return 'true';
  if (word === 'false' || word === '0') return 'false';
  return undefined;
}

function readWhole(text: string): string | undefined {
  const match = /^([+-]?)0*([1-9]\d{0,399}|0)$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, digits] = match;
  return digits === '0' ? '0' : `${sign === '-' ? '-' : ''}${digits}`;
}

/** Digits are moved, not computed with: a decimal keeps every digit it has. */
function readDecimal(text: string): string | undefined {
  const match = /^([+-]?)(\d*)(?:[.,](\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  if (digits === '') return undefined;
  const point = whole.length + Number(exponent);
  const padded = digits
    .padStart(digits.length + Math.max(0, -point), '0')
    .padEnd(Math.max(point, digits.length), '0');
  const at = Math.max(point, 0);
  const left = padded.slice(0, at).replace(/^0+/, '') || '0';
  const right = withoutEnd(padded.slice(at), '0');
  const number = right ? `${left}.${right}` : left;
  return number === '0' ? '0' : `${sign === '-' ? '-' : ''}${number}`;
}
