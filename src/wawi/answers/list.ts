import type { ErrorObject } from 'ajv';
import { printable } from '../../base/printable.ts';
import { crop } from '../../base/text/ellipsis.ts';
import { readJson } from '../../http/json.ts';

/** Why an answer cannot be used: in words that name what is missing, and never a value. */
export type UnusableAnswer = { readonly unusable: string };

/** The answer to a question for a list, all of it or nothing. `noun` names what is in it: `sync`, `syncs`. */
export function readList<Item extends object>(
  body: Uint8Array,
  noun: { readonly one: string; readonly many: string },
  read: (value: unknown) => Item | UnusableAnswer,
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

/** `lacks configurations/0/isRequired`. The validator's own words hold names and types, no values. */
export function lacks({ keyword, instancePath, params, message }: ErrorObject): string {
  const place = crop(printable(instancePath.slice(1)), 100);
  if (keyword === 'required') return `lacks ${place === '' ? '' : `${place}/`}${params.missingProperty}`;
  return place === '' ? `is unusable: it ${message}` : `has an unusable ${place}: it ${message}`;
}
