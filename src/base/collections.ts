export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) addTo(groups, key(item), item);
  return groups;
}

type Kept<K, T> = { get(key: K): T | undefined; set(key: K, value: T): unknown };

/** What is kept under the key, made where nothing is yet. */
export function getOrAdd<K, T>(kept: Kept<K, T>, key: K, make: () => T): T {
  const before = kept.get(key);
  if (before !== undefined) return before;
  const value = make();
  kept.set(key, value);
  return value;
}

export function addTo<K, T>(groups: Map<K, T[]>, key: K, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

/** Also where there are more than a call may have arguments. */
export function addAll<T>(into: T[], items: Iterable<T>): void {
  for (const item of items) into.push(item);
}

/** The same in no more room than it takes, for what is kept: what grew by pushing has room for sixteen more. */
export function compact<T>(items: readonly T[]): readonly T[] {
  return items.length === 0 ? none : items.slice();
}

const none: readonly never[] = [];

/** So many that are the same are shown once. */
export const groupedFrom = 3;

/** What makes things the same. */
export type Sameness<T> = {
  /** Whom one is about. Nobody is in one group twice: what he has twice would look as if he had it once. */
  readonly whom: (item: T) => string;
  /** Each is equal for two that are the same, the first in the narrowest sense, the last in the widest. */
  readonly keys: readonly ((item: T) => string)[];
};

/** What is the same, together; all else by itself. In the order of the first of each group. With `isFull` nothing is the same. */
export function alike<T>(
  items: readonly T[],
  { whom, keys }: Sameness<T>,
  isFull = false,
): readonly (readonly T[])[] {
  const groups: (readonly Numbered<T>[])[] = [];
  let others: readonly Numbered<T>[] = items.map((item, number) => ({ item, number }));
  for (const key of isFull ? [] : keys) {
    const found = [...groupBy(others, onceFor(whom, key)).values()];
    groups.push(...found.filter((group) => group.length >= groupedFrom));
    others = found.filter((group) => group.length < groupedFrom).flat();
    others = [...others].sort(byNumber);
  }
  const all = [...groups, ...others.map((one) => [one])];
  return all.sort(([a], [b]) => byNumber(a!, b!)).map((group) => group.map(({ item }) => item));
}

type Numbered<T> = { readonly item: T; readonly number: number };

function byNumber(a: Numbered<unknown>, b: Numbered<unknown>): number {
  return a.number - b.number;
}

/** The key, and how often the same one has met it. */
function onceFor<T>(whom: Sameness<T>['whom'], key: (item: T) => string) {
  const met = new Map<string, number>();
  return ({ item }: Numbered<T>): string => {
    const same = key(item);
    const mine = JSON.stringify([whom(item), same]);
    const times = (met.get(mine) ?? 0) + 1;
    met.set(mine, times);
    return `${times} ${same}`;
  };
}

/**
 * Keeps what is made of something, for as long as that something is there and the other parts are the very same ones.
 * There is one value for each, so that what is kept stays bounded, and nothing old is kept alive.
 */
export function createOnce<Value>() {
  const known = new WeakMap<object, { readonly parts: readonly unknown[]; readonly value: Value }>();
  return (of: object, parts: readonly unknown[], make: () => Value): Value => {
    const before = known.get(of);
    if (
      before?.parts.length === parts.length &&
      parts.every((part, index) => Object.is(part, before.parts[index]))
    )
      return before.value;
    const value = make();
    known.set(of, { parts: compact(parts), value });
    return value;
  };
}
