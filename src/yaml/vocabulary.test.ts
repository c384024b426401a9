import { describe, expect, test } from 'vitest';
import { type SchemaNode, vocabularyOf } from './vocabulary.ts';

const schema: SchemaNode = {
  type: 'object',
  properties: {
    plain: { type: 'string' },
    key: { $ref: '#/$defs/secret', description: 'of one' },
    either: {
      oneOf: [{ properties: { a: { type: 'string' } } }, { properties: { b: { 'x-secret': true } } }],
    },
    list: { type: 'array', items: { anyOf: [{ type: 'string' }, { $ref: '#/$defs/secret' }] } },
    tuple: { prefixItems: [{ type: 'string' }, { 'x-secret': true }] },
    named: {
      patternProperties: { '^hook-': { 'x-secret': true } },
      additionalProperties: { type: 'string' },
    },
    guarded: {
      'x-secret-unless-said': true,
      properties: { open: { type: 'string', 'x-secret': false }, forgotten: { pattern: '^https:' } },
    },
    values: { additionalProperties: { 'x-secret': 'unless-plain', type: ['string', 'object'] } },
  },
  $defs: { secret: { type: 'object', 'x-secret': true, properties: { env: { type: 'string' } } } },
};

const { at, keysAt, secretAt } = vocabularyOf(schema);

describe('the secret that a place lies in', () => {
  test.each([
    ['/key', '/key'],
    ['/key/env', '/key'],
    ['/key/whatever/0', '/key'],
    ['/either/b', '/either/b'],
    ['/list/7', '/list/7'],
    ['/list/7/env', '/list/7'],
    ['/tuple/1', '/tuple/1'],
    ['/named/hook-a', '/named/hook-a'],
    ['/named/hook-~1~0', '/named/hook-~1~0'],
    ['/guarded/forgotten', '/guarded/forgotten'],
    ['/guarded/misspelt', '/guarded/misspelt'],
    ['/values/x/env', '/values/x'],
  ])('%s is at %s', (path, secret) => {
    expect(secretAt(path)).toBe(secret);
  });

  test.each([
    '',
    '/plain',
    '/either',
    '/either/a',
    '/list',
    '/tuple/0',
    '/named/x',
    '/guarded',
    '/guarded/open',
    '/unknown',
  ])('%j is none', (path) => {
    expect(secretAt(path)).toBeUndefined();
  });

  test('may be told as long as it is plain, where the schema says so', () => {
    expect([at('/values/x').secret, at('/values/x/env').secret, at('/key').secret]).toEqual([
      'unless-plain',
      true,
      true,
    ]);
  });
});

test('the keys of a map are those of all that may hold there', () => {
  expect(keysAt('/key')).toEqual(['env']);
  expect(keysAt('/either')).toEqual(['a', 'b']);
  expect(keysAt('/list/0')).toEqual(['env']);
  expect(keysAt('/plain')).toEqual([]);
});

test('what a place says of itself beats what it refers to', () => {
  expect(at('/key').schemas[0]).toMatchObject({ description: 'of one', type: 'object' });
});

test('nothing that every object has is a key', () => {
  expect(at('/constructor').schemas).toEqual([]);
  expect(at('/__proto__').schemas).toEqual([]);
});
