import { groupBy } from '../base/collections.ts';
import type { CatalogueJson } from '../generated/catalogue.ts';
import { syncName } from '../model/syncName.ts';
import { isBool } from '../model/value.ts';

type Json = Readonly<Record<string, unknown>>;
type Sync = CatalogueJson['syncs'][number];
type Option = Sync['options'][number];

/**
 * A JSON Schema for editors that knows a merchant's own syncs and options, made of the general one. In draft-07, which
 * is what editors' YAML extensions complete and explain best.
 */
export function editorSchema(base: Json, catalogues: readonly CatalogueJson[]): Json {
  const { $id: _, $defs, properties, ...general } = inDraft07(base) as Record<string, Json>;
  const syncs = catalogues.flatMap((catalogue) =>
    catalogue.syncs.map((sync) => ({ ...sync, tenant: catalogue.tenant })),
  );
  const byName = groupBy(syncs, (sync) => sync.name);
  return {
    ...general,
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'sollist',
    definitions: $defs,
    properties: {
      ...properties,
      tenant: { ...(properties!.tenant as Json), ...enumerate(catalogues.map((one) => one.tenant)) },
      sync: syncProperty(properties!.sync as Json, byName),
    },
    ...(byName.size > 0 && { allOf: [...byName].map(([name, group]) => optionsOf(name, group)) }),
  };
}

/** What 2020-12 calls otherwise, and without the words that only sollist reads. */
function inDraft07(schema: Json): Json {
  const text = JSON.stringify(schema)
    .replaceAll('"#/$defs/', '"#/definitions/')
    .replaceAll('"dependentRequired"', '"dependencies"');
  return JSON.parse(text, (key, value: unknown) => (key.startsWith('x-') ? undefined : value)) as Json;
}

function enumerate(values: readonly (string | null)[]): Json {
  const known = [...new Set(values.filter((value) => value !== null && value !== ''))].sort();
  return known.length === 0 ? {} : { enum: known };
}

function syncProperty(base: Json, byName: ReadonlyMap<string, readonly Sync[]>): Json {
  const { name, salesChannel, id } = base.properties as Record<string, Json>;
  const syncs = [...byName.values()].flat();
  return {
    ...base,
    properties: {
      name: { ...name, ...enumerate([...byName.keys()]) },
      salesChannel: {
        ...salesChannel,
        ...enumerate(syncs.flatMap((sync) => [sync.salesChannel, sync.salesChannelId])),
      },
      id: { ...id, examples: [...new Set(syncs.map((sync) => sync.id))].sort() },
    },
    defaultSnippets: [...groupBy(syncs, syncName).values()].map(([sync]) => snippetOf(sync!)),
  };
}

/** Names what a sync is called, with its sales channel where it has one. */
function snippetOf({ name, salesChannel }: Sync): Json {
  return { label: syncName({ name, salesChannel }), body: { name, ...(salesChannel && { salesChannel }) } };
}

/** Where the document is about a sync of this name, or names one of them by identifier: its options, each with its type, by name or identifier. */
function optionsOf(name: string, syncs: readonly Sync[]): Json {
  const options = [
    ...groupBy(
      syncs.flatMap((sync) => sync.options),
      (option) => option.name,
    ).values(),
  ];
  const properties = Object.fromEntries(options.map((group) => [group[0]!.name, propertyOf(group)]));
  const keys = [...Object.keys(properties), ...options.flat().map((option) => option.id)];
  // A schema may not list nothing to choose from.
  const propertyNames = keys.length > 0 ? { enum: [...new Set(keys)].sort() } : false;
  const configs = { properties, propertyNames };
  const window = { properties: { configs } };
  return {
    if: {
      properties: {
        sync: {
          anyOf: [
            { properties: { name: { const: name } }, required: ['name'] },
            { properties: { id: { enum: syncs.map((sync) => sync.id) } }, required: ['id'] },
          ],
        },
      },
      required: ['sync'],
    },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: { properties: { configs, windows: { items: window } } },
  };
}

function propertyOf(group: readonly Option[]): Json {
  const { name, type, required, id } = group[0]!;
  const types = [...new Set(group.map((option) => option.type))].join(' or ');
  return {
    title: name,
    description: `${types}${required ? ', required' : ''}. Identifier: ${id}`,
    // What an editor may offer: a reference to a secret is right at any place.
    ...(isBool(type) && { examples: [true, false] }),
  };
}
