import { expect, test } from 'vitest';
import { inBerlin } from '../../../../test/support/here.ts';
import { aChange, aPlan } from '../../../../test/support/report.ts';
import { plain } from '../../../base/paint.ts';
import { Rest } from './rest.tsx';

const look = { paint: plain, width: 80, textOf: () => undefined, here: inBerlin };
const { sync } = aChange();
const tenants = ['acme', 'globex', 'kiosk'].map((name) => ({
  name,
  managed: 1,
  unmanaged: [{ ...sync, name: 'Otto' }],
  standings: [
    {
      ...({ sync, mode: 'enforce', differs: false } as const),
      suspension: { reason: 'Freeze <b>', until: inBerlin.now },
    },
  ],
}));
const plan = aPlan({
  tenants,
  released: [{ tenant: 'acme', sync, fields: [{ field: 'interval' }] }],
  summary: { tenants: 3 },
});

test('what is left as it is says why, once for many tenants', () => {
  const text = `${Rest({ plan, look })}`.replace(/<[^>]*>/g, '');
  expect(text).toContain(
    'Ebay (Shop) on 3 of 3 tenants: Freeze &lt;b&gt;, until Thu 2026-11-26 12:00 (Europe/Berlin)acme, globex, kiosk',
  );
  expect(text).toContain('Ebay (Shop) of acme: interval');
});

test('syncs that no document names are folded, unless they were asked for', () => {
  expect(`${Rest({ plan, look })}`).toMatch(/<details><summary><h2 id="unmanaged">3 syncs/);
  expect(`${Rest({ plan, look: { ...look, namesUnmanaged: true } })}`).toContain(
    '<details open=""><summary><h2 id="unmanaged">',
  );
});
