import { expect, it } from 'vitest';
import { inBerlin } from '../../test/support/here.ts';
import { aChange, anInterval, anOptionChange, applied, planned } from '../../test/support/report.ts';
import { plain } from '../base/paint.ts';
import type { Report } from '../reconcile/report.ts';
import { reportText } from './text.ts';

const look = { paint: plain, width: 80, textOf: () => undefined, here: inBerlin };
const textOf = (report: Report, isFull = false) => reportText(report, { ...look, isFull });
const on = (tenant: string) => ({
  ...aChange({ tenant, fields: [anInterval()] }),
  ...({ outcome: 'applied', attempts: 1 } as const),
});
const fleet = Array.from({ length: 60 }, (_, index) => `tenant-${index + 1}`);
const error = { code: 'server-error', message: '500', hint: 'wait' } as const;

it('of many equal corrections is a handful of lines, and ends with what went wrong', () => {
  const changes = fleet.map((tenant) =>
    tenant === 'tenant-42' ? { ...on(tenant), outcome: 'failed' as const, error } : on(tenant),
  );
  expect(textOf(applied(changes))).toBe(`\
✓ Ebay (Shop) on 59 of 60 tenants: interval 10m → 5m
  tenant-1, tenant-2, tenant-3, tenant-4 and 55 more   syncs/acme/ebay.yaml:2
tenant-42 / Ebay (Shop)                              syncs/acme/ebay.yaml:2
  ✗ interval   10m → 5m
Apply: 59 syncs corrected (59 values) and verified, 1 failed, 0 in sync, 0 unmanaged.
✓ 59 tenants, ✗ 1: tenant-42 / Ebay (Shop) failed: 500 [server-error]
  hint: wait
`);
  expect(textOf(applied(changes), true).match(/✓ interval/g)).toHaveLength(59);
});

it('stands in the order of weight: what is well, what differs, what failed, and what stops all', () => {
  const warnings = [{ code: 'ended', message: 'it has ended' }] as const;
  const failures = [{ tenant: 'kiosk', code: 'unreachable', message: 'no answer' }] as const;
  const problems = [{ code: 'unknown-sync', message: 'acme has no sync' }] as const;
  const parts = { changes: [aChange()], warnings, failures };
  const order = (text: string) =>
    [...text.matchAll(/^warning|^acme \/ Ebay|^Plan|.*✗.*kiosk|.*refused|^error|^1 problem/gm)].map(String);
  expect(order(textOf(planned({ ...parts, problems })))).toEqual([
    ...['warning', 'acme / Ebay', '✗ kiosk', 'error', '1 problem'],
  ]);
  const report = planned(parts);
  const refusals = [{ code: 'max-changes', message: 'too many', hint: 'fewer' }] as const;
  expect(order(textOf({ ...report, kind: 'refused', refusals }))).toEqual([
    ...['warning', 'acme / Ebay', 'Plan', '✓ 1 tenant, ✗ 1: kiosk', 'refused'],
  ]);
});

it('says for which moment it is, where that is not now, with changes and without', () => {
  const at = Date.parse('2026-11-30T05:00:00Z');
  const moment = 'Plan for Mon 2026-11-30 06:00 (Europe/Berlin): ';
  expect(textOf(planned({ changes: [aChange()] }, at))).toContain(`\n${moment}1 sync to change`);
  expect(textOf(planned({}, at))).toContain(`${moment}No changes. Wawi matches the configuration.\n`);
});

it('compared with a commit, leads with what this change brings; what differed before is folded unless each is asked for', () => {
  const fields = [anInterval({ broughtBy: 'before' }), anOptionChange({ broughtBy: 'change' })];
  const report = planned({ changes: [aChange({ fields })], summary: { fromChange: 1, fromBefore: 1 } });
  const [brought, folded] = textOf(report).split(
    'Differed before this change: 1 value of 1 sync on 1 tenant\n',
  );
  expect(brought).toContain('~ Create orders   false → true');
  expect(folded).toMatch(
    /^ {2}acme \/ Ebay \(Shop\)\nPlan: 1 sync to change \(1 value by this change, 1 from before\)/,
  );
  const full = textOf(report, true);
  expect(full.split('Differed before')[1]).toContain('~ interval   10m → 5m');
});
