import { segments } from './node.ts';

/** What is asked of a JSON Schema here, with the annotations that `scripts/annotations.js` declares. */
export type SchemaNode = {
  readonly $ref?: string;
  readonly $defs?: SchemaNodes;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: SchemaNodes;
  readonly patternProperties?: SchemaNodes;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly prefixItems?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly not?: SchemaNode;
  readonly required?: readonly string[];
  readonly 'x-secret'?: boolean | 'unless-plain';
  readonly 'x-secret-unless-said'?: boolean;
  readonly 'x-wording'?: string;
  readonly 'x-default-on-premise'?: unknown;
};

type SchemaNodes = Readonly<Record<string, SchemaNode>>;

/** A place in a document: what the schema says of it, and whether what stands there is a secret. */
export type Place = {
  /** All that may hold here, references and alternatives resolved. None where the schema knows no such place. */
  readonly schemas: readonly SchemaNode[];
  /** `unless-plain`: a plain value is none; whatever else stands there may be one. */
  readonly secret: boolean | 'unless-plain';
};

/** What a schema says of the places of a document. Paths are JSON pointers into the document. */
export type Vocabulary = {
  readonly root: Place;
  readonly below: (place: Place, key: string) => Place;
  readonly at: (path: string) => Place;
  /** The keys that the map at a path may have. */
  readonly keysAt: (path: string) => readonly string[];
  /** The path to the secret that a place is, or lies in. */
  readonly secretAt: (path: string) => string | undefined;
};

export function vocabularyOf(schema: SchemaNode): Vocabulary {
  const root = placeOf([schema], false, schema);
  const below = (place: Place, key: string) => childPlace(place, key, schema);
  const at = (path: string) => segments(path).reduce(below, root);
  return {
    root,
    below,
    at,
    keysAt: (path) => [
      ...new Set(at(path).schemas.flatMap(({ properties }) => Object.keys(properties ?? {}))),
    ],
    secretAt(path) {
      const keys = path.split('/');
      const above = keys.map((_, at) => keys.slice(0, at + 1).join('/'));
      return above.find((one) => at(one).secret !== false);
    },
  };
}

function placeOf(nodes: readonly SchemaNode[], usually: Place['secret'], root: SchemaNode): Place {
  const schemas = nodes.flatMap((node) => alternatives(node, root));
  const said = schemas.flatMap((one) => one['x-secret'] ?? []);
  const secret = said.length === 0 ? usually : (said.find((one) => one !== false) ?? false);
  return { schemas, secret };
}

/** A schema with what it refers to, and all that may hold beside it. What it says itself beats what it refers to. */
function alternatives(node: SchemaNode, root: SchemaNode): readonly SchemaNode[] {
  const target = node.$ref === undefined ? undefined : root.$defs?.[node.$ref.replace('#/$defs/', '')];
  const [referred] = target ? alternatives(target, root) : [];
  const whole = { ...referred, ...node };
  const { oneOf = [], anyOf = [], allOf = [] } = whole;
  return [whole, ...[...oneOf, ...anyOf, ...allOf].flatMap((one) => alternatives(one, root))];
}

/** Below a secret all is one, and so is what the schema does not know, beside secrets. */
function childPlace({ schemas, secret }: Place, key: string, root: SchemaNode): Place {
  const usually = secret !== false || schemas.some((one) => one['x-secret-unless-said'] === true);
  return placeOf(
    schemas.flatMap((one) => childrenOf(one, key)),
    usually,
    root,
  );
}

function childrenOf(node: SchemaNode, key: string): readonly SchemaNode[] {
  const { properties = {}, patternProperties = {}, additionalProperties, prefixItems, items } = node;
  const named = [
    ...(Object.hasOwn(properties, key) ? [properties[key]!] : []),
    ...Object.entries(patternProperties).flatMap(([pattern, one]) =>
      new RegExp(pattern, 'u').test(key) ? [one] : [],
    ),
  ];
  const further =
    named.length === 0 && typeof additionalProperties === 'object' ? [additionalProperties] : [];
  const item = /^\d+$/.test(key) ? (prefixItems?.[Number(key)] ?? items) : undefined;
  return [...named, ...further, ...(item ? [item] : [])];
}

/** What must stand where a pattern is to be met, in words. */
export function wordingOf(schemas: readonly SchemaNode[]): string | undefined {
  return schemas.flatMap((one) => one['x-wording'] ?? [])[0];
}

export const anyKey = 'x';

/** One path to each place that the schema names, the way there first. An entry that may have any name is called `anyKey`. */
export function everyPlace(vocabulary: Vocabulary): readonly (readonly [string, Place])[] {
  const visit = (path: string, place: Place): readonly (readonly [string, Place])[] => [
    [path, place],
    ...[...new Set(place.schemas.flatMap(keysOf))].flatMap((key) =>
      visit(`${path}/${key}`, vocabulary.below(place, key)),
    ),
  ];
  return visit('', vocabulary.root);
}

function keysOf({
  properties = {},
  additionalProperties,
  items,
  prefixItems = [],
}: SchemaNode): readonly string[] {
  return [
    ...Object.keys(properties),
    ...(typeof additionalProperties === 'object' ? [anyKey] : []),
    ...prefixItems.map((_, at) => String(at)),
    ...(items ? [String(prefixItems.length)] : []),
  ];
}
