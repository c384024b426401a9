import type { Result } from '../base/result.ts';
import type { Origin } from './origin.ts';

const shown = '(secret)';

/**
 * A value that must not be seen. Printing it, joining it into a string, logging it or turning it into JSON shows
 * `(secret)`; only `reveal` gives the value, so every place that handles one in clear can be found by that name.
 */
export class Concealed {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return shown;
  }
}

const secretWords =
  /(?:pass(?:wor[dt]|wd|phrase|code)|\bpass\b|kennwort|secret|geheim|token|credential|zugangsdaten|api.?key|schl(?:ü|ue)ssel|\bkey\b|key$|\bpin\b|\bpwd\b)/iu;

/** Whether an option's name says that its value is a secret (English and German). The API does not tell. */
export function looksSecret(name: string): boolean {
  return secretWords.test(name.normalize('NFC'));
}

/** Of a long line no more is looked at, at each of its words, than tells a secret's name. */
const longestWord = 40;

/**
 * A key as messages quote it. Where a colon or a space is missing, as in `apiKey:hunter2` or `apiKey hunter2`, the value
 * of a secret has become a part of its key.
 */
export function withoutSecret(key: string, hasValue: boolean): string {
  for (const { index, 0: separator } of key.matchAll(hasValue ? /\s*[:=]\s*/g : /\s*[:=]\s*|\s+/g)) {
    const end = key.slice(Math.max(0, index - longestWord), index);
    if (looksSecret(end)) return `${key.slice(0, index)}${separator}${shown}`;
  }
  return key;
}

/** Reads a secret, or says in words for a problem why it cannot be had (never the value). */
export type ReadSecret = (source: SecretSource) => Promise<Result<Concealed>>;

/** What a file says instead of a secret. `file` is as the user wrote it. */
export type SecretRef = { readonly env: string } | { readonly file: string };

/** A reference and the folder from which a relative `file` counts: that of the file which holds the reference. */
export type SecretSource = { readonly ref: SecretRef; readonly folder: string };

/** The same for all references that lead to one secret. */
export function secretKey({ ref, folder }: SecretSource): string {
  return JSON.stringify('env' in ref ? ['env', ref.env] : ['file', folder, ref.file]);
}

/** A secret of the connection or of a sink, and where the file refers to it. */
export type Credential = SecretSource & { readonly origin?: Origin };
