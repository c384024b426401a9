import { readJson } from '../../http/json.ts';
import type { ReadItem, UnusableAnswer } from '../dialects/item.ts';

/** The answer to a question for a list, all of it or nothing. `noun` names what is in it: `sync`, `syncs`. */
export function readList<Item extends object>(
  body: Uint8Array,
  noun: { readonly one: string; readonly many: string },
  read: ReadItem<Item>,
): { readonly items: readonly Item[] } | UnusableAnswer {
  const json = readJson(body);
  if ('instead' in json) return { unusable: `${json.instead} instead of a list of ${noun.many}` };
  if (!Array.isArray(json.value)) return { unusable: `JSON that is no list of ${noun.many}` };
  const items: Item[] = [];
  for (const [index, value] of json.value.entries()) {
    const item = read(value);
    if ('unusable' in item) {
      return { unusable: `${noun.one} ${index + 1} of ${json.value.length} ${item.unusable}` };
    }
    items.push(item);
  }
  return { items };
}
