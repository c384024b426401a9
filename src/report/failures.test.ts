import { expect, it } from 'vitest';
import { aChange } from '../../test/support/report.ts';
import { plain } from '../base/paint.ts';
import { failuresText, mishapsOf } from './failures.ts';

const look = { paint: plain, width: 80 };
const tenants = (count: number) => Array.from({ length: count }, (_, index) => `tenant-${index + 1}`);
const down = (tenant: string, message = 'GET http://wawi/workers: connection refused (after 5 tries)') =>
  ({ tenant, code: 'unreachable', message }) as const;
const failed = (tenant: string, name = 'Ebay') => ({
  ...aChange({ tenant, sync: { id: name, name, salesChannel: null } }),
  ...({
    outcome: 'failed',
    attempts: 5,
    error: { code: 'server-error', message: '500', hint: 'wait' },
  } as const),
});

it('says of how many tenants all is well, and what went wrong on the other one', () => {
  expect(failuresText([down('kiosk')], 60, look)).toBe(`\
✓ 59 tenants, ✗ 1: kiosk: GET http://wawi/workers: connection refused (after 5 tries) [unreachable]
  hint: check the address and the network between here and the server`);
  expect(failuresText(mishapsOf([failed('kiosk')]), 60, look)).toBe(`\
✓ 59 tenants, ✗ 1: kiosk / Ebay failed: 500 [server-error]
  hint: wait`);
  expect(failuresText([down('kiosk', 'no answer')], 1, look)).toMatch(
    /^✗ kiosk: no answer \[unreachable\]\n/,
  );
  expect(failuresText([], 60, look)).toBe('');
});

it('says one cause once, however many tenants and syncs it is about', () => {
  const all = tenants(60).map((tenant, index) =>
    down(tenant, `connection refused (after ${index + 2} tries)`),
  );
  expect(failuresText(all, 60, look).split('\n').slice(0, 2)).toEqual([
    '✗ 60 tenants: connection refused (after … tries) [unreachable]',
    '  tenant-1, tenant-2, tenant-3, tenant-4, tenant-5, tenant-6 and 54 more',
  ]);
  const syncs = tenants(20).flatMap((tenant) => [failed(tenant), failed(tenant, 'Amazon')]);
  expect(failuresText([...mishapsOf(syncs), down('kiosk')], 60, look).split('\n')).toMatchObject([
    '✓ 39 tenants, ✗ 21:',
    '  40 syncs on 20 tenants failed: 500 [server-error]',
    expect.stringMatching(/^ {4}tenant-1, .* more$/),
    '    hint: wait',
    expect.stringMatching(/^ {2}kiosk: GET /),
    expect.stringMatching(/^ {4}hint: /),
  ]);
});

it('shows each where all is to be shown', () => {
  const text = failuresText(
    tenants(60).map((tenant) => down(tenant)),
    60,
    { ...look, isFull: true },
  );
  expect(text.match(/ {2}tenant-\d+: GET/g)).toHaveLength(60);
});
