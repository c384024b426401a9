import { failed, ok, type Result } from '../../base/result.ts';

const fields = ['proof', 'from', 'plan', 'token'] as const;

/** What a form of ours sends; empty where it has no such field. */
export type ActionFields = Readonly<Record<(typeof fields)[number], string>>;

/** Reads what a form sends, more strictly than browsers need it: what no form of ours sends is no form. */
export function readForm(type: string | undefined, body: string): Result<ActionFields, 415 | 400> {
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type ?? '')) return failed(415);
  if (!isEncoded(body)) return failed(400);
  const entries = [...new URLSearchParams(body)];
  const names = entries.map(([name]) => name);
  const isKnown = names.every((name) => (fields as readonly string[]).includes(name));
  if (!isKnown || new Set(names).size < names.length) return failed(400);
  const given = new Map(entries);
  return ok(Object.fromEntries(fields.map((name) => [name, given.get(name) ?? ''])) as ActionFields);
}

/** Whether all of its percents stand for characters. */
function isEncoded(body: string): boolean {
  try {
    decodeURIComponent(body);
    return true;
  } catch {
    return false;
  }
}
