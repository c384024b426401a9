import { expect, it } from 'vitest';
import { aSync, aTenant } from '../../../test/support/build.ts';
import { answered, berlin, calendar } from '../../../test/support/explained.ts';
import { plain } from '../../base/paint.ts';
import { explainOutputs, isWhole } from './outputs.ts';

const now = '2026-11-26T03:00:00+01:00';
const here = { now: Date.parse(now), timezone: berlin, calendar };
const look = { paint: plain, width: 100, textOf: () => undefined, here, isFull: false };
const files = {
  'a.yaml': 'tenants: all\nsync: { name: Ebay }\ninterval: 10m\nconfigs: { Nothing: true }\n',
};

it('says what is wrong last, and that not all is well', () => {
  const failures = [{ tenant: 'globex', code: 'timeout', message: 'no answer' } as const];
  const asking = { files, now, at: '2026-11-27T08:00:00+01:00', names: ['acme', 'globex'] };
  const answer = answered({ sync: 'Ebay' }, { ...asking, observed: [aTenant()], parts: { failures } });
  expect(isWhole(answer)).toBe(false);
  const lines = explainOutputs.text(answer, look).split('\n');
  expect(lines[0]).toBe('As it is wanted on Fri 2026-11-27 08:00 (Europe/Berlin); Wawi as it is now.');
  expect(lines[1]).toBe('Ebay (Shop) on 2 tenants');
  const place = (text: string) => lines.findIndex((line) => line.includes(text));
  expect(place('✗ globex: no answer [timeout]')).toBeGreaterThan(place('interval'));
  expect(place('has no option `Nothing`')).toBeGreaterThan(place('✗ globex'));
  expect(lines.slice(-2)).toEqual(['1 problem.', '']);
});

it('says once that a name is that of several syncs on many tenants', () => {
  const names = ['acme', 'globex', 'kiosk'];
  const syncs = [aSync(), aSync({ id: 'b', salesChannel: 'Outlet' })];
  const observed = names.map((name) => aTenant(syncs, { name }));
  const answer = answered({ sync: 'Ebay' }, { files: {}, now, names, observed });
  const lines = explainOutputs.text(answer, look).split('\n');
  expect(lines.filter((line) => line.startsWith('error'))).toHaveLength(1);
  expect(lines[1]).toBe('  the same on 2 more tenants: globex, kiosk');
});

it('names a few of many tenants that fail, in a pipe too', () => {
  const names = Array.from({ length: 60 }, (_, index) => `tenant-${index}`);
  const failures = names.map((tenant) => ({ tenant, code: 'timeout', message: 'no answer' }) as const);
  const answer = answered({ sync: 'Ebay' }, { files, now, names, observed: [], parts: { failures } });
  const text = explainOutputs.text(answer, { ...look, width: Number.POSITIVE_INFINITY });
  expect(text).toMatch(/^ {2}tenant-0, .* and \d+ more$/m);
});

it('is whole where nothing is wrong', () => {
  expect(isWhole(answered({ sync: 'Ebay' }, { files: {}, now, observed: [aTenant()] }))).toBe(true);
});
