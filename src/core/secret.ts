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
  /(?:pass(?:wor[dt]|phrase|code)|kennwort|secret|geheim|token|credential|zugangsdaten|api.?key|schl(?:ü|ue)ssel|\bkey\b|key$|\bpin\b|\bpwd\b)/iu;

/** Whether an option's name says that its value is a secret (English and German). The API does not tell. */
export function looksSecret(name: string): boolean {
  return secretWords.test(name.normalize('NFC'));
}
