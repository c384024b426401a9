import type { ErrorObject } from 'ajv';
import { printable } from '../../base/printable.ts';
import { failed, ok, type Result } from '../../base/result.ts';
import { crop } from '../../base/text/ellipsis.ts';
import type { Validator } from '../../generated/validators.js';

/** What is in an answer, or why it cannot be used: in words that name what is missing, and never a value. */
export type ReadItem<Item> = (value: unknown) => Result<Item>;

/** Reads what the schema of a generation accepts. */
export function itemReader<Wire, Item>(
  isWire: Validator<Wire>,
  toItem: (checked: Wire) => Item,
): ReadItem<Item> {
  return (value) => (isWire(value) ? ok(toItem(value)) : failed(lacks(isWire.errors![0]!)));
}

/** `lacks configurations/0/isRequired`. The validator's own words hold names and types, no values. */
function lacks({ keyword, instancePath, params, message }: ErrorObject): string {
  const place = crop(printable(instancePath.slice(1)), 100);
  if (keyword === 'required') return `lacks ${place === '' ? '' : `${place}/`}${params.missingProperty}`;
  return place === '' ? `is unusable: it ${message}` : `has an unusable ${place}: it ${message}`;
}
