/** As .NET writes them: with dashes, bare or in brackets, or without (`N`). */
const uuid = /^(?:[0-9a-f]{32}|([{(]?)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}([)}]?))$/i;

/** What is shorter is no uuid. */
const shortest = 32;

/** As nearly all servers write them, and everybody is told. */
const canonical = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** The one spelling of an identifier: of a uuid its digits are small, with dashes and without brackets. Any other stays as it is. */
export function canonicalId(id: string): string {
  if (canonical.test(id)) return id;
  const [whole, opening = '', closing = ''] = uuid.exec(id) ?? [];
  if (whole === undefined || !['', '{}', '()'].includes(opening + closing)) return id;
  const digits = whole.replace(/[-(){}]/g, '').toLowerCase();
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Identifiers are compared as such: a uuid means the same in capitals. */
export function isSameId(a: string, b: string): boolean {
  return a === b || (a.length >= shortest && b.length >= shortest && canonicalId(a) === canonicalId(b));
}

/** One spelling for identifiers that anything might take for the same: no letter is a capital, of a uuid or of any other. */
export function foldId(id: string): string {
  return canonicalId(id).toLowerCase();
}
