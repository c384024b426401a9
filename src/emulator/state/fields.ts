import { ApiRefusal } from './refusal.ts';

/** A JSON object that somebody sent to the control endpoints. A field that is no text, or no flag, is refused. */
export type Fields = {
  /** Where it stands in what they sent. */
  readonly at: string;
  readonly values: Readonly<Record<string, unknown>>;
  text(key: string): string | undefined;
  requiredText(key: string): string;
  /** Undefined where it is not there, null where it is null. */
  nullableText(key: string): string | null | undefined;
  flag(key: string): boolean | undefined;
};

/** @throws ApiRefusal where it is no object, or has a field that is not among `known`. */
export function readFields(value: unknown, at: string, known: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(at || 'the body', `is an object with ${known.join(', ')}`);
  }
  const stranger = Object.keys(value).find((key) => !known.includes(key));
  if (stranger !== undefined)
    throw invalid(within(at, stranger), `is not known; there are ${known.join(', ')}`);
  return fieldsOf(value as Fields['values'], at);
}

function fieldsOf(values: Fields['values'], at: string): Fields {
  const typed = <T>(key: string, type: string, what: string) => {
    const value = values[key];
    if (value !== undefined && typeof value !== type) throw invalid(within(at, key), what);
    return value as T | undefined;
  };
  const text = (key: string) => typed<string>(key, 'string', 'is text');
  return {
    at,
    values,
    text,
    requiredText(key) {
      const value = text(key);
      if (!value) throw invalid(within(at, key), 'is missing');
      return value;
    },
    nullableText: (key) => (values[key] === null ? null : text(key)),
    flag: (key) => typed<boolean>(key, 'boolean', 'is true or false'),
  };
}

export function readList(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid(at || 'the body', 'is a list');
  return value;
}

export function invalid(at: string, what: string): ApiRefusal {
  return new ApiRefusal(400, 'invalid', `${at} ${what}`);
}

export function within(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}
