import { describe, expect, it } from 'vitest';
import { aChange, anInterval, anOptionChange } from '../../test/support/report.ts';
import { plain } from '../base/paint.ts';
import { beforeText, broughtNow, thereBefore } from './brought.ts';

const mixed = (tenant: string) =>
  aChange({
    tenant,
    fields: [anInterval({ broughtBy: 'before' }), anOptionChange({ broughtBy: 'change' })],
  });

describe('a plan that is compared with a commit', () => {
  it('is split by field: what this change brings, and what differed before', () => {
    expect(broughtNow([mixed('a')])).toMatchObject([{ fields: [{ field: 'configs' }] }]);
    expect(thereBefore([mixed('a')])).toMatchObject([{ fields: [{ field: 'interval' }] }]);
    expect(broughtNow(thereBefore([mixed('a')]))).toEqual([]);
  });

  it('folds what differed before into two lines, that fit', () => {
    const many = Array.from({ length: 100 }, (_, index) =>
      aChange({ tenant: `tenant-${index}`, sync: { id: '1', name: `Sync ${index}`, salesChannel: null } }),
    );
    const text = beforeText(many, { paint: plain, width: 80 });
    expect(text.split('\n')).toEqual([
      'Differed before this change: 200 values of 100 syncs on 100 tenants',
      '  tenant-0 / Sync 0, tenant-1 / Sync 1, tenant-2 / Sync 2 and 97 more',
    ]);
    const same = ['a', 'b', 'c'].map((tenant) => aChange({ tenant }));
    expect(beforeText(same, { paint: plain, width: 80 })).toContain('\n  Ebay (Shop) on 3 tenants');
    expect(beforeText([], { paint: plain, width: 80 })).toBe('');
  });
});

it('a plan that is compared with nothing is brought as a whole', () => {
  expect(broughtNow([aChange()])).toEqual([aChange()]);
  expect(thereBefore([aChange()])).toEqual([]);
});
