import type { Result } from '../base/result.ts';
import type { Origin } from './origin.ts';

/**
 * A value that must not be seen. Printing it, joining it into a string, logging it or turning it into JSON shows
 * `(secret)`, or the value with that for the secret part; only `reveal` gives it, so every place that handles one in
 * clear can be found by that name.
 */
export class Concealed {
  readonly #value: string;
  readonly #shown: string;

  constructor(value: string, shown = '(secret)') {
    this.#value = value;
    this.#shown = shown;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return this.#shown;
  }

  toJSON(): string {
    return this.#shown;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.#shown;
  }
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
