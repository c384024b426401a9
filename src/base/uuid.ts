export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** Identifiers are compared as such: a uuid means the same in capitals. */
export function isSameId(a: string, b: string): boolean {
  return a === b || (a.length === b.length && isUuid(a) && a.toLowerCase() === b.toLowerCase());
}
