import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { inBerlin } from '../../test/support/here.ts';
import { namesOfOddWidth } from '../../test/support/names.ts';
import { aChange, anInterval, anOptionChange, applied, planned } from '../../test/support/report.ts';
import { plain } from '../base/paint.ts';
import type { Cause } from '../model/fields/kind.ts';
import type { Report } from '../reconcile/report.ts';
import { reportText } from './text.ts';

const textOf = (report: Report) =>
  reportText(report, { paint: plain, width: 100, textOf: () => undefined, here: inBerlin });

it('groups tenants, and tells syncs of one tenant that share a name each by itself', () => {
  const named = (tenant: string, id: string) =>
    aChange({ tenant, sync: { id, name: 'Ebay', salesChannel: null } });
  const text = textOf(planned({ changes: ['1', '2', '3'].map((id) => named('acme', id)) }));
  expect(text.match(/^acme \/ Ebay /gm)).toHaveLength(3);
  const both = ['t0', 't1', 't2'].flatMap((tenant) => [named(tenant, '1'), named(tenant, '2')]);
  expect(textOf(planned({ changes: both })).match(/^Ebay on 3 of 3 tenants/gm)).toHaveLength(2);
});

it('says of each field, and of a group, who changed it and since when', () => {
  const because = (tenant: string, cause: Cause, since?: string) =>
    aChange({ tenant, fields: [anInterval({ cause, ...(since !== undefined && { since }) })] });
  const one = because('acme', 'live', '2026-11-24T00:00:00.123Z');
  expect(textOf(planned({ changes: [one] }))).toContain(
    '~ interval   10m → 5m   (changed in Wawi since 2026-11-24 01:00)\n',
  );
  const group = [because('t0', 'git'), because('t1', 'git'), because('t2', 'live')];
  expect(textOf(planned({ changes: group }))).toContain(
    'interval 10m → 5m (changed in git: 2, changed in Wawi: 1)\n',
  );
  const unknown = ['t0', 't1', 't2'].map((tenant) => because(tenant, 'unknown'));
  expect(textOf(planned({ changes: unknown }))).toMatch(/: interval 10m → 5m$/m);
});

it('marks what took of a sync of which not all did', () => {
  const fields = [anInterval(), anOptionChange()];
  const change = { ...aChange({ fields }), outcome: 'notConverged', attempts: 1 } as const;
  const text = textOf(applied([{ ...change, residual: [fields[1]!] }]));
  expect(text).toContain('  ✓ interval ');
  expect(text).toContain('  ≠ Create orders ');
  const fleet = ['t0', 't1', 't2'].map((tenant) => ({ ...change, tenant, residual: [fields[1]!] }));
  expect(textOf(applied(fleet))).toContain(
    '≠ Ebay (Shop) on 3 of 3 tenants: ✓ interval 10m → 5m, ≠ Create orders false → true',
  );
});

it('stands in columns, whatever cells the names take', () => {
  const changes = namesOfOddWidth.flatMap((name) => [
    aChange({
      tenant: name,
      sync: { id: name, name, salesChannel: null },
      fields: namesOfOddWidth.map((name) => anOptionChange({ option: { id: name, name, type: 'bool' } })),
    }),
  ]);
  const lines = textOf(planned({ changes })).split('\n');
  const startOf = (word: string) =>
    lines.flatMap((line) => (line.includes(word) ? [stringWidth(line.slice(0, line.indexOf(word)))] : []));
  expect(new Set(startOf('false → true'))).toEqual(new Set([4 + 10 + 3]));
  expect(startOf('syncs/acme/ebay.yaml:2')).toEqual(namesOfOddWidth.map(() => 53));
});

it('names the one place that asks for the same on many tenants, beside their own documents', () => {
  const origin = { file: 'syncs/common/ebay.yaml', line: 7, column: 3 };
  const own = (tenant: string) => ({ file: `syncs/${tenant}/ebay.yaml`, line: 1, column: 1 });
  const changes = ['t0', 't1', 't2'].map((tenant) =>
    aChange({ tenant, origin: own(tenant), fields: [anInterval({ origin })] }),
  );
  expect(textOf(planned({ changes }))).toMatch(/t0, t1, t2 {3}syncs\/common\/ebay\.yaml:7$/m);
});

it('says which file and line wants a field that another document asks for', () => {
  const origin = { file: 'syncs/all.yaml', line: 7, column: 3 };
  const text = textOf(
    planned({ changes: [aChange({ fields: [anInterval({ origin }), anOptionChange()] })] }),
  );
  expect(text).toContain('~ interval        10m → 5m   syncs/all.yaml:7\n');
  expect(text).toContain('~ Create orders   false → true\n');
});

it('names every place that wants what a group has in common, or how many more there are', () => {
  const wantedBy = (files: readonly string[]) => {
    const changes = files.map((file, index) => {
      const origin = { file, line: 1, column: 1 };
      return aChange({ tenant: `t${index}`, origin, fields: [anInterval({ origin })] });
    });
    return / {2}t0, t1, t2 .*/.exec(textOf(planned({ changes })))?.[0];
  };
  expect(wantedBy(['a.yaml', 'a.yaml', 'a.yaml'])).toBe('  t0, t1, t2   a.yaml:1');
  expect(wantedBy(['a.yaml', 'b.yaml', 'c.yaml'])).toBe('  t0, t1, t2   a.yaml:1 and 2 more places');
});

it('spells out what would move the cursor of a terminal, in refusals and in places too', () => {
  const { plan } = planned({
    changes: [aChange({ origin: { file: 'a\u001b[31m.yaml', line: 1, column: 1 } })],
  });
  const refusals = [{ code: 'stale', message: 'E\u001b[2Jbay is gone', hint: 'plan\u0007' }] as const;
  const text = textOf({ kind: 'refused', plan, refusals });
  expect(text).toContain('refused: E\\u{1b}[2Jbay is gone [stale]\n  hint: plan\\u{7}\n');
  expect(text).toContain('a\\u{1b}[31m.yaml:1');
});
