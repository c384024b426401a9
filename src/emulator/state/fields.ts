import { Refusal } from './refusal.ts';

/** A JSON object that somebody sent to the control endpoints, and where it stands in what they sent. */
export type Fields = { readonly at: string; readonly values: Readonly<Record<string, unknown>> };

/** @throws Refusal where it is no object, or has a field that is not among `known`. */
export function readFields(value: unknown, at: string, known: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(at || 'the body', `is an object with ${known.join(', ')}`);
  }
  const stranger = Object.keys(value).find((key) => !known.includes(key));
  if (stranger !== undefined)
    throw invalid(within(at, stranger), `is not known; there are ${known.join(', ')}`);
  return { at, values: value as Readonly<Record<string, unknown>> };
}

export function readList(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid(at || 'the body', 'is a list');
  return value;
}

export function optionalText(fields: Fields, key: string): string | undefined {
  const value = fields.values[key];
  if (value !== undefined && typeof value !== 'string') throw invalid(within(fields.at, key), 'is text');
  return value;
}

export function requiredText(fields: Fields, key: string): string {
  const value = optionalText(fields, key);
  if (!value) throw invalid(within(fields.at, key), 'is missing');
  return value;
}

/** Undefined where it is not there, null where it is null. */
export function nullableText(fields: Fields, key: string): string | null | undefined {
  return fields.values[key] === null ? null : optionalText(fields, key);
}

export function optionalFlag(fields: Fields, key: string): boolean | undefined {
  const value = fields.values[key];
  if (value !== undefined && typeof value !== 'boolean') {
    throw invalid(within(fields.at, key), 'is true or false');
  }
  return value;
}

export function invalid(at: string, what: string): Refusal {
  return new Refusal(400, 'invalid', `${at} ${what}`);
}

export function within(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}
