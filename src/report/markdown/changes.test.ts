import { describe, expect, it } from 'vitest';
import { inBerlin } from '../../../test/support/here.ts';
import { aChange, anInterval, anOptionChange } from '../../../test/support/report.ts';
import type { Told } from '../sameness.ts';
import { changeBlocks, openUpTo } from './changes.ts';

function texts(changes: readonly Told[]): readonly string[] {
  return changeBlocks(changes, 20, inBerlin).map(({ head, pieces, tail }) =>
    [head, ...pieces.map(({ text }) => text), tail(0)].join(''),
  );
}

const onTenants = (count: number) =>
  Array.from({ length: count }, (_, index) => aChange({ tenant: `tenant-${index}` }));

describe('changes', () => {
  it('of one tenant are one table, in which a sync is named once', () => {
    const [table, ...others] = texts([aChange(), aChange({ sync: { ...aChange().sync, name: 'Shopify' } })]);
    expect(others).toEqual([]);
    expect(table).toMatch(/^#### `acme`\n/);
    expect(table!.match(/`Ebay \(Shop\)`/g)).toHaveLength(1);
    expect(table!.match(/^\| /gm)).toHaveLength(2 + 4);
  });

  it('that several tenants have in common are told once, with the tenants below', () => {
    const [table, names] = texts(onTenants(3));
    expect(table).toMatch(/^#### `Ebay \(Shop\)` on 3 of 20 tenants\n/);
    expect(names).toBe('On `tenant-0`, `tenant-1`, `tenant-2`.\n\n');
  });

  it('of two tenants are not told together', () => {
    expect(texts(onTenants(2)).map((text) => text.split('\n')[0])).toEqual([
      '#### `tenant-0`',
      '#### `tenant-1`',
    ]);
  });

  it('are folded where they are many', () => {
    const fields = [...Array.from({ length: openUpTo }, () => anInterval()), anOptionChange()];
    const [table] = texts([aChange({ fields })]);
    expect(table).toMatch(/^<details>\n<summary><code>acme<\/code>: 1 sync \(11 values\)<\/summary>\n\n/);
    expect(table).toMatch(/\n\n<\/details>\n\n$/);
    expect(texts(onTenants(openUpTo + 1))[1]).toMatch(/^<details>\n<summary>11 tenants<\/summary>/);
  });

  it('say what became of them only where something was tried', () => {
    expect(texts([aChange()])[0]).toContain('| Wawi has |');
    const [tried] = texts([{ ...aChange(), outcome: 'failed' }]);
    expect(tried).toContain('| Wawi had |');
    expect(tried).toContain('| ✗ failed |');
  });
});
