import { describe, expect, it } from 'vitest';
import { anOption, aSync } from '../../test/support/build.ts';
import { type Elsewhere, writeDocument } from './document.ts';
import type { DocumentValue } from './documentValue.ts';

const orders = anOption();
const stopped = 'active: false';
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

  it.each([
    [true, undefined, []],
    [false, undefined, [stopped]],
    [undefined, undefined, []],
    [true, 'same', []],
    [false, 'same', []],
    [true, 'other', ['active: true']],
    [false, 'other', [stopped]],
    [undefined, 'other', ['# active: left out, Wawi does not tell whether it is']],
  ] as const)(
    'of a sync of which `active` is %s says, where wider documents want %s: %j',
    (active, say, lines) => {
      const due = {
        sync: { ...sync, ...(active !== undefined && { active }) },
        naming: { yaml: '{ name: Ebay }' },
        path: '',
      };
      const wider = (field: unknown) => (field === 'active' ? say : 'same');
      const body = writeDocument(due, documentValueOf, { wider, shared: () => undefined });
      expect(body.lines.slice(1)).toEqual(lines);
      expect(body.gaps.map(({ field }) => field)).toEqual(active === undefined && say ? ['active'] : []);
    },
  );

  it('of a secret warns where documents want another value, since no exception can be made', () => {
    expect(written({ wider: (field) => (field === 'active' ? undefined : 'other') }).gaps).toEqual([
      { sync, field: key, reason: 'it is one; documents want another value', isMissed: true },
    ]);
  });
});
