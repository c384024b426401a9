import { getOrAdd } from '../base/collections.ts';
import { normalized } from '../base/text/characters.ts';
import { canonicalId, foldId, isUuid } from '../base/uuid.ts';
import type { ObservedOption } from '../model/fields/kind.ts';
import type { ObservedSync } from '../model/observed.ts';
import { type Called, createCalled, isSelected, syncName } from '../model/syncName.ts';
import { isVisible, remark, scalar } from '../yaml/write.ts';

/** How a document names a sync; `shown` tells people what an identifier stands for. */
export type Naming = { readonly yaml: string; readonly shown?: string } | { readonly reason: string };

/** By name and sales channel where these are fit to be written and lead to no other sync, else by identifier. */
export function nameSync(sync: ObservedSync, all: readonly ObservedSync[]): Naming {
  const called = calledIn(all);
  if (called.identified(sync.id).length > 1) return { reason: 'another sync has the same identifier' };
  const { name, salesChannel } = sync;
  const selector = { kind: 'name', name, ...(salesChannel && { salesChannel }) } as const;
  const isNamed = isOrdinary(name) && (!salesChannel || isOrdinary(salesChannel));
  if (isNamed && called.named(name).filter((other) => isSelected(other, selector)).length === 1) {
    const on = salesChannel ? `, salesChannel: ${scalar(salesChannel)}` : '';
    return { yaml: `{ name: ${scalar(name)}${on} }` };
  }
  if (!isOrdinary(sync.id)) return { reason: 'neither its name nor its identifier can be written' };
  return { yaml: `{ id: ${scalar(sync.id)} }`, shown: remark(syncName(sync)) };
}

/** Whether the name, or the identifier in any case, is this option's. */
export function isOptionCalled({ id, name }: Pick<ObservedOption, 'id' | 'name'>, called: string): boolean {
  return name === called || foldId(id) === foldId(called);
}

/**
 * The key that leads to this option and no other: its display name, else its identifier, else none. Two that share an
 * identifier cannot be told apart in a request, whatever they are called.
 */
export function keyOf(option: ObservedOption, all: readonly ObservedOption[]): string | undefined {
  const called = calledIn(all);
  if (called.identified(option.id).length > 1) return undefined;
  const candidates = isUuid(canonicalId(option.name)) ? [option.id] : [option.name, option.id];
  const isOnly = (key: string) => {
    const [named, identified] = [called.named(key), called.identified(key)];
    if (named.length > 1 || identified.length > 1) return false;
    return new Set([...named, ...identified]).size === 1;
  };
  return candidates.find((key) => isOrdinary(key) && isOnly(key));
}

const known = new WeakMap<object, unknown>();

/** Each list is gone through once, and not again for each that it holds. */
function calledIn<T extends ObservedSync | ObservedOption>(all: readonly T[]): Called<T> {
  return getOrAdd(known, all, () => createCalled(all)) as Called<T>;
}

const longestName = 100;

/** A name that people can copy from the ERP into a document and find again by what they see. */
function isOrdinary(name: string): boolean {
  const isSpecial = name === '' || name === '<<' || name === '__proto__';
  if (isSpecial || name.length > longestName || name !== name.trim()) return false;
  return isVisible(name) && name === normalized(name);
}
