export const dialects = ['1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '2.0', '2.1', '2.2', '2.3'] as const;
export type Dialect = (typeof dialects)[number];

export type Naming = 'camelCase' | 'PascalCase';

/** What sets one generation of the API apart from another (the API page, "The endpoints, by generation"). */
export type Rules = {
  readonly dialect: Dialect;
  /** The version in the path of the cloud. */
  readonly path: 'v1' | 'v2';
  readonly naming: Naming;
  /** Under this name a request lists its options. A list under the other name is ignored, without an error. */
  readonly list: 'configs' | 'configurations';
  readonly acceptsNull: boolean;
  /** Whether `x-appid` and `x-appversion` must be sent. */
  readonly needsApp: boolean;
  /** Whether syncs show how they fare, and can be started and stopped. */
  readonly hasStatus: boolean;
};

const first = {
  path: 'v1',
  naming: 'PascalCase',
  list: 'configs',
  acceptsNull: false,
  needsApp: false,
  hasStatus: false,
} as const;
const second = {
  path: 'v2',
  naming: 'camelCase',
  list: 'configs',
  acceptsNull: false,
  needsApp: true,
  hasStatus: true,
} as const;
const later = { ...second, list: 'configurations', acceptsNull: true, needsApp: false } as const;

export function rulesOf(dialect: Dialect): Rules {
  if (dialect.startsWith('1.')) return { dialect, ...first };
  return { dialect, ...(dialect === '2.0' ? second : later) };
}

export function isDialect(text: string): text is Dialect {
  return (dialects as readonly string[]).includes(text);
}

/** A field's name in a dialect, given in camelCase. */
export function named(key: string, naming: Naming): string {
  return naming === 'camelCase' ? key : key.charAt(0).toUpperCase() + key.slice(1);
}

/** The same JSON with every field named as the dialect names it. */
export function renamed(value: unknown, naming: Naming): unknown {
  if (naming === 'camelCase' || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, naming));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [named(key, naming), renamed(item, naming)]),
  );
}
