import { describe, expect, it } from 'vitest';
import { located, wants } from '../../test/support/build.ts';
import { createCalendar } from '../base/calendar.ts';
import type { SyncDocument, Tenant, TenantSelector } from '../model/document.ts';
import { durationOfSeconds } from '../model/duration.ts';
import { resolve } from './resolve.ts';
import { closedIn } from './windows.ts';

const calendar = createCalendar();
const moment = { now: Date.UTC(2026, 0, 5, 12), timezone: 'UTC' };
const origin = { file: 'syncs/a.yaml', line: 1, column: 1 };
const acme: Tenant = { name: 'acme', labels: { tier: 'gold', region: 'de' } };
const globex: Tenant = { name: 'globex', labels: { tier: 'silver' } };

function document(tenants: TenantSelector, changes: Partial<SyncDocument> = {}): SyncDocument {
  const sync = located({ kind: 'name', name: 'Ebay' } as const);
  return { ...wants(300), tenants, sync, windows: [], ...changes };
}

function resolved(selector: TenantSelector, tenants: readonly Tenant[] = [acme, globex]) {
  const { claims, problems } = resolve([document(selector)], tenants, moment, calendar);
  return { on: claims.map(({ tenant, rank }) => [tenant, rank]), problems };
}

describe('a document holds', () => {
  it('for all tenants, at the lowest rank', () => {
    expect(resolved({ kind: 'all' }).on).toEqual([
      ['acme', 1],
      ['globex', 1],
    ]);
  });

  it('for those that carry all of its labels', () => {
    const labels = { tier: 'gold', region: 'de' };
    expect(resolved({ kind: 'labels', labels, origin }).on).toEqual([['acme', 2]]);
  });

  it('for those that it names, at the highest rank', () => {
    expect(resolved({ kind: 'named', names: [located('globex')] }).on).toEqual([['globex', 3]]);
  });

  it('for the tenant whose folder it lies in, else for the only one there is', () => {
    expect(resolved({ kind: 'place', folder: 'acme', origin }).on).toEqual([['acme', 3]]);
    expect(resolved({ kind: 'place', folder: 'shared', origin }, [globex]).on).toEqual([['globex', 3]]);
  });
});

describe('a problem says what there is instead', () => {
  it.each([
    ['unknown-label', { kind: 'labels', labels: { tier: 'bronze' }, origin }, /tier: gold/],
    ['unknown-tenant', { kind: 'named', names: [located('acmee')] }, /did you mean `acme`/],
    ['no-tenant', { kind: 'place', folder: undefined, origin }, /`acme`, `globex`/],
  ] as const)('%s', (code, selector, hint) => {
    const { on, problems } = resolved(selector);
    expect(on).toEqual([]);
    expect(problems).toMatchObject([{ code, hint: expect.stringMatching(hint) }]);
  });
});

it('the windows that are open are the last layers, the others are closed, and a suspension that has ended is none', () => {
  const window = (start: string) => ({
    ...wants(60),
    start: located(start),
    duration: durationOfSeconds(3_600),
  });
  const windows = [window('30 11 * * *'), window('0 20 * * *')];
  const suspend = located({ reason: 'freeze', until: moment.now - 1 });
  const { claims } = resolve([document({ kind: 'all' }, { windows, suspend })], [acme], moment, calendar);
  expect(claims[0]!.layers.at(-1)).toBe(windows[0]);
  expect(closedIn(claims[0]!)).toEqual([windows[1]]);
  expect(claims[0]!.suspend).toBeUndefined();
});
