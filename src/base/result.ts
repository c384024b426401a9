/** What may fail without being a bug: a value, or why there is none. */
export type Result<T, Why = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: Why };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function failed<Why>(why: Why): { readonly ok: false; readonly why: Why } {
  return { ok: false, why };
}
