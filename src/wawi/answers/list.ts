import { failed, ok, type Result } from '../../base/result.ts';
import { readJson } from '../../http/json.ts';
import type { ReadItem } from '../dialects/item.ts';

/** The answer to a question for a list, all of it or nothing. `noun` names what is in it: `sync`, `syncs`. */
export function readList<Item>(
  body: Uint8Array,
  noun: { readonly one: string; readonly many: string },
  read: ReadItem<Item>,
): Result<readonly Item[]> {
  const json = readJson(body);
  if (!json.ok) return failed(`${json.why} instead of a list of ${noun.many}`);
  if (!Array.isArray(json.value)) return failed(`JSON that is no list of ${noun.many}`);
  const items: Item[] = [];
  for (const [index, value] of json.value.entries()) {
    const item = read(value);
    if (!item.ok) return failed(`${noun.one} ${index + 1} of ${json.value.length} ${item.why}`);
    items.push(item.value);
  }
  return ok(items);
}
