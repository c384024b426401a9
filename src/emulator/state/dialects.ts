import type { Api } from '../../generated/sollist.ts';

export type Casing = 'camelCase' | 'PascalCase';

/** What sets one generation of the API apart from another (the API page, "The endpoints, by generation"). */
export type Rules = {
  /** The version in the path of the cloud. */
  readonly path: 'v1' | 'v2';
  readonly naming: Casing;
  /** Under this name a request lists its options. A list under the other name is ignored, without an error. */
  readonly list: 'configs' | 'configurations';
  readonly acceptsNull: boolean;
  /** Whether `x-appid` and `x-appversion` must be sent. */
  readonly needsApp: boolean;
};

// biome-ignore format: a table
const first = { path: 'v1', naming: 'PascalCase', list: 'configs', acceptsNull: false, needsApp: false } as const;
const second = { ...first, path: 'v2', naming: 'camelCase', needsApp: true } as const;
const later = { ...second, list: 'configurations', acceptsNull: true, needsApp: false } as const;

/** Every version that a user can say in `sollist.yaml`. */
// biome-ignore format: a table
export const dialects = {
  '1.1': first, '1.2': first, '1.3': first, '1.4': first, '1.5': first, '1.6': first,
  '2.0': second, '2.1': later, '2.2': later, '2.3': later,
} as const satisfies Record<Exclude<NonNullable<Api['version']>, 'auto'>, Rules>;
export type DialectVersion = keyof typeof dialects;
export const dialectNames = Object.keys(dialects) as readonly DialectVersion[];

export function isDialect(text: string): text is DialectVersion {
  return Object.hasOwn(dialects, text);
}

/** A field's name in a dialect, given in camelCase. */
export function named(key: string, naming: Casing): string {
  return naming === 'camelCase' ? key : key.charAt(0).toUpperCase() + key.slice(1);
}

/** The same JSON with every field named as the dialect names it. */
export function renamed(value: unknown, naming: Casing): unknown {
  if (naming === 'camelCase' || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, naming));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [named(key, naming), renamed(item, naming)]),
  );
}
