import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { anOption, aSync, aTenant } from '../../test/support/build.ts';
import { syncSchema } from '../generated/syncSchema.ts';
import { catalogueText, readCatalogues } from './catalogue.ts';
import { editorSchema } from './editorSchema.ts';

const tenant = aTenant([
  aSync({ options: [anOption(), anOption({ id: 'o2', name: 'Prefix', type: 'string' })] }),
  aSync({ id: 'b', name: 'Amazon', salesChannel: null, options: [] }),
]);
const source = {
  path: 'acme.json',
  folder: undefined,
  directory: '/',
  text: catalogueText(tenant),
  hash: '',
};
const catalogues = readCatalogues([source]).catalogues.map(({ content }) => content);

const isValid = new Ajv({ strict: false, validateFormats: false }).compile(
  editorSchema(syncSchema, catalogues),
);
const sync = { name: 'Ebay', salesChannel: 'Shop' };

it('a document about what is there is right, also by identifier and in a window', () => {
  expect(isValid({ tenant: 'acme', sync, configs: { 'Create orders': true, o2: 'x' } })).toBe(true);
  expect(isValid({ sync: { id: 'b' }, interval: '5m' })).toBe(true);
});

it.each([
  ['a tenant', { tenant: 'globex', sync, interval: '5m' }],
  ['a sync', { sync: { name: 'Kaufland' }, interval: '5m' }],
  ['an option', { sync, configs: { 'Create order': true } }],
  ['an option of another sync', { sync: { name: 'Amazon' }, configs: { Prefix: 'x' } }],
])('a name that is not there is marked: %s', (_, document) => {
  expect(isValid(document)).toBe(false);
});

it('without a catalogue it is the general schema', () => {
  expect(editorSchema(syncSchema, [])).not.toHaveProperty('allOf');
});

it('holds no word of a schema that only sollist reads', () => {
  expect(JSON.stringify(syncSchema)).toContain('"x-');
  expect(JSON.stringify(editorSchema(syncSchema, catalogues))).not.toContain('"x-');
});
