import { describe, expect, it } from 'vitest';
import { createCalendar } from '../base/calendar.ts';
import { createLocate } from '../yaml/locate.ts';
import { childOf } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { readSync, readTenants } from './selectors.ts';

function read(text: string) {
  const file = { path: 'syncs/acme/a.yaml', folder: 'acme', directory: '/syncs/acme', text, hash: '' };
  const locate = createLocate(file.path, text);
  const context = { file, timezone: 'UTC', calendar: createCalendar(), locate, problems: [], ends: [] };
  const node = parseYaml(text, locate).documents[0]!;
  return { tenants: readTenants(node, context), sync: readSync(childOf(node, 'sync'), context)?.value };
}

describe('which tenants a document is for', () => {
  it.each([
    ['tenant: acme', { kind: 'named', names: [{ value: 'acme', origin: { line: 1, column: 9 } }] }],
    ['tenants: [acme, globex]', { kind: 'named', names: [{ value: 'acme' }, { value: 'globex' }] }],
    ['tenants: { tier: gold }', { kind: 'labels', labels: { tier: 'gold' } }],
    ['tenants: all', { kind: 'all' }],
    ['interval: 5m', { kind: 'place', folder: 'acme' }],
  ])('%s', (text, selector) => {
    expect(read(text).tenants).toMatchObject(selector);
  });
});

describe('which sync it is about', () => {
  it.each([
    ['sync: { id: abc }', { kind: 'id', id: 'abc' }],
    ['sync: { name: Ebay }', { kind: 'name', name: 'Ebay' }],
    ['sync: { name: Ebay, salesChannel: Shop }', { kind: 'name', name: 'Ebay', salesChannel: 'Shop' }],
    ['sync: {}', undefined],
  ])('%s', (text, selector) => {
    expect(read(text).sync).toEqual(selector);
  });
});
