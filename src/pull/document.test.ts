import { describe, expect, it } from 'vitest';
import { anOption, aSync } from '../../test/support/build.ts';
import { type Elsewhere, writeDocument } from './document.ts';
import type { DocumentValue } from './documentValue.ts';

const orders = anOption();
const key = anOption({ id: 'bbbbbbbb-0000-4000-8000-000000000001', name: 'Access key' });
const sync = aSync({ options: [orders, key] });
const documentValueOf = ({ name }: { name: string }): DocumentValue =>
  name === 'Access key' ? { kind: 'secret', reason: 'it is one' } : { kind: 'value', yaml: 'false' };

function written(elsewhere: Partial<Elsewhere>) {
  const due = { sync, naming: { yaml: '{ name: Ebay }' }, path: 'acme/ebay.yaml' };
  return writeDocument(due, documentValueOf, {
    wider: () => undefined,
    shared: () => undefined,
    ...elsewhere,
  });
}

describe('a document', () => {
  it('holds all that is said nowhere else, and tells which options it has a word about', () => {
    expect(written({})).toEqual({
      lines: [
        'sync: { name: Ebay }',
        'interval: 10m',
        'configs:',
        '  Create orders: false',
        '  # Access key: left out, it is one. To manage it: Access key: { env: NAME }',
      ],
      values: 2,
      held: [orders.id],
      secrets: [key.id],
      gaps: [],
    });
  });

  it('holds an exception, and nothing of what wider documents want already', () => {
    const { lines } = written({ wider: (field) => (field === orders ? 'other' : 'same') });
    expect(lines).toEqual(['sync: { name: Ebay }', 'configs:', '  Create orders: false']);
    expect(written({ wider: () => 'same' })).toMatchObject({ values: 0, held: [] });
  });

  it('says where an option stands that syncs share, and has no word about a secret of which another tells', () => {
    const shared = ({ name }: { name: string }) =>
      name === 'Access key' ? ('told' as const) : { file: '../all/ebay.yaml' };
    const { lines, held } = written({ shared });
    expect(lines.slice(2)).toEqual([
      '# configs:',
      '  # Create orders: stands in ../all/ebay.yaml, once for all that share it',
    ]);
    expect(held).toEqual([]);
  });

  it('of a secret warns where documents want another value, since no exception can be made', () => {
    expect(written({ wider: () => 'other' }).gaps).toEqual([
      { sync, option: key, reason: 'it is one; documents want another value', isMissed: true },
    ]);
  });
});
