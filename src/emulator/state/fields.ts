import { ApiRefusal } from './refusal.ts';

/** A JSON object that somebody sent to the control endpoints; a field that is no text, or no flag, is refused. */
export type Fields = ReturnType<typeof readFields>;

/** `at` is where it stands in what they sent. @throws ApiRefusal where it is no object, or has a field that is not among `known`. */
export function readFields(value: unknown, at: string, known: readonly string[]) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(at || 'the body', `is an object with ${known.join(', ')}`);
  }
  const stranger = Object.keys(value).find((key) => !known.includes(key));
  if (stranger !== undefined)
    throw invalid(within(at, stranger), `is not known; there are ${known.join(', ')}`);

  const values = value as Readonly<Record<string, unknown>>;
  const typed = <T>(key: string, type: string, what: string) => {
    if (values[key] !== undefined && typeof values[key] !== type) throw invalid(within(at, key), what);
    return values[key] as T | undefined;
  };
  const text = (key: string) => typed<string>(key, 'string', 'is text');
  return {
    at,
    values,
    text,
    requiredText(key: string): string {
      const found = text(key);
      if (!found) throw invalid(within(at, key), 'is missing');
      return found;
    },
    /** Undefined where it is not there, null where it is null. */
    nullableText: (key: string) => (values[key] === null ? null : text(key)),
    flag: (key: string) => typed<boolean>(key, 'boolean', 'is true or false'),
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
