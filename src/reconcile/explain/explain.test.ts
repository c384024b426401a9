import { describe, expect, it } from 'vitest';
import { anOption, aSync, aTenant } from '../../../test/support/build.ts';
import { createCalendar } from '../../base/calendar.ts';
import { readDocuments } from '../../desired/document.ts';
import type { Tenant } from '../../model/document.ts';
import type { ObservedTenant } from '../../model/observed.ts';
import { Concealed } from '../../model/secret.ts';
import { explainOffline, explainSync } from './explain.ts';
import type { ExplainContext, ExplainedField, ExplainedSync } from './explained.ts';

const timezone = 'Europe/Berlin';
const calendar = createCalendar();
const acme: Tenant = { name: 'acme', labels: { tier: 'gold' } };

type Files = Readonly<Record<string, string>>;

/** Files as they lie in `syncs/`, and the moment that is asked about. */
function contextOf(files: Files, now: string, changes: Partial<ExplainContext> = {}): ExplainContext {
  const documents = Object.entries(files).flatMap(([name, text]) => {
    const file = { path: `syncs/${name}`, folder: undefined, directory: '/', text, hash: '' };
    const read = readDocuments(file, timezone, calendar);
    expect(read.problems).toEqual([]);
    return read.documents;
  });
  return { documents, tenants: [acme], moment: { now: Date.parse(now), timezone }, calendar, ...changes };
}

function explained(
  files: Files,
  now: string,
  { tenant = aTenant(), ...changes }: Partial<ExplainContext> & { readonly tenant?: ObservedTenant } = {},
): ExplainedSync {
  return explainSync(contextOf(files, now, changes), tenant, tenant.syncs[0]!);
}

function told({ wanted, live, isLive, isContradicted, chain, next }: ExplainedField) {
  return {
    wanted: wanted?.text,
    live: live?.text,
    isLive,
    isContradicted,
    chain: chain.map(({ value, origin, winsAt }) =>
      [value.text, `${origin.file.slice(6)}:${origin.line}`, winsAt === undefined ? '' : shown(winsAt)]
        .join(' ')
        .trim(),
    ),
    next: next.map(({ at, value }) => `${shown(at)} ${value?.text ?? 'nothing'}`),
  };
}

function shown(at: number): string {
  const format = { timeZone: timezone, weekday: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return new Date(at).toLocaleString('en-GB', format);
}

const nightly = [
  'tenants: all',
  'sync: { name: Ebay }',
  'interval: 20m',
  'windows:',
  '  - start: "0 22 * * *"',
  '    duration: 8h',
  '    interval: 5m',
  '  - { start: "0 8 * * 1", duration: 10h, interval: 30m }',
].join('\n');

describe('a field with windows', () => {
  it('says which holds and until when, what holds otherwise, and what comes next', () => {
    const { fields, ...rest } = explained({ 'all.yaml': nightly }, '2026-06-07T23:00:00+02:00');
    expect(told(fields[0]!)).toEqual({
      wanted: '5m',
      live: '10m',
      isLive: false,
      isContradicted: false,
      chain: ['5m all.yaml:7', '20m all.yaml:3 Mon 06:00', '30m all.yaml:8 Mon 08:00'],
      next: ['Mon 06:00 20m', 'Mon 08:00 30m', 'Mon 18:00 20m'],
    });
    expect(rest).toMatchObject({ tenant: 'acme', isManaged: true, holds: [], problems: [] });
    const [open, base, closed] = fields[0]!.chain;
    expect(open!.window).toMatchObject({
      isOpen: true,
      opens: Date.parse('2026-06-07T22:00:00+02:00'),
      closes: Date.parse('2026-06-08T06:00:00+02:00'),
    });
    expect(base!.window).toBeUndefined();
    expect(closed!.window).toMatchObject({
      isOpen: false,
      opens: Date.parse('2026-06-08T08:00:00+02:00'),
      closes: Date.parse('2026-06-08T18:00:00+02:00'),
    });
  });

  it('of a lower rank changes nothing, and nothing is told of it as a change', () => {
    const own = 'tenant: acme\nsync: { name: Ebay }\ninterval: 7m';
    const { fields } = explained({ 'all.yaml': nightly, 'own.yaml': own }, '2026-06-07T23:00:00+02:00');
    expect(told(fields[0]!)).toMatchObject({
      wanted: '7m',
      chain: ['7m own.yaml:3', '5m all.yaml:7', '20m all.yaml:3', '30m all.yaml:8'],
      next: [],
    });
  });

  it('that to the same value is no change', () => {
    const same = nightly.replace('interval: 5m', 'interval: 1200s');
    const { fields } = explained({ 'all.yaml': same }, '2026-06-07T23:00:00+02:00');
    expect(told(fields[0]!).next).toEqual(['Mon 08:00 30m', 'Mon 18:00 20m', 'Mon 08:00 30m']);
  });

  it('is left alone while none is open that sets it', () => {
    const only =
      'sync: { name: Ebay }\nwindows: [{ start: "0 8 * * *", duration: 1h, configs: { Create orders: true } }]';
    const { fields } = explained({ 'own.yaml': only }, '2026-06-07T23:00:00+02:00');
    expect(told(fields[1]!)).toMatchObject({
      wanted: undefined,
      live: 'false',
      chain: ['true own.yaml:2 Mon 08:00'],
      next: ['Mon 08:00 true', 'Mon 09:00 nothing', 'Tue 08:00 true'],
    });
  });

  it('of whole days, touching each other, never closes', () => {
    const days = 'sync: { name: Ebay }\nwindows: [{ start: "0 8 * * *", duration: 1d, interval: 5m }]';
    const { fields } = explained({ 'own.yaml': days }, '2026-06-07T23:00:00+02:00');
    expect(fields[0]!.chain[0]!.window).toMatchObject({ isOpen: true });
    expect(fields[0]!.chain[0]!.window).not.toHaveProperty('closes');
    expect(fields[0]!.next).toEqual([]);
  });
});

describe('documents of one rank', () => {
  const five = 'tenant: acme\nsync: { name: Ebay }\ninterval: 5m';

  it('that say the same are both told', () => {
    const { fields, problems } = explained({ 'a.yaml': five, 'b.yaml': five }, '2026-06-07T23:00:00Z');
    expect(told(fields[0]!)).toMatchObject({ wanted: '5m', chain: ['5m a.yaml:3', '5m b.yaml:3'] });
    expect(problems).toEqual([]);
  });

  it('that are at odds leave no winner, unless a higher rank has one', () => {
    const files = { 'a.yaml': five, 'b.yaml': five.replace('5m', '6m') };
    const { fields, problems } = explained(files, '2026-06-07T23:00:00Z');
    expect(told(fields[0]!)).toMatchObject({
      wanted: undefined,
      isContradicted: true,
      chain: ['5m a.yaml:3', '6m b.yaml:3'],
    });
    expect(problems).toMatchObject([{ code: 'conflict' }]);
    const lower = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, text.replace('tenant: acme', 'tenants: all')]),
    );
    const decided = explained({ ...lower, 'c.yaml': five.replace('5m', '7m') }, '2026-06-07T23:00:00Z');
    expect(decided.problems).toEqual([]);
    expect(told(decided.fields[0]!)).toMatchObject({
      wanted: '7m',
      isContradicted: false,
      chain: ['7m c.yaml:3', '5m a.yaml:3', '6m b.yaml:3'],
    });
  });
});

describe('what leaves the whole sync alone', () => {
  const all = 'tenants: all\nsync: { name: Ebay }\ninterval: 5m\n';
  const own = 'tenant: acme\nsync: { name: Ebay }\ninterval: 6m\n';

  it('is told of every document, the longest first, with the time at which each ends', () => {
    const { holds } = explained(
      {
        'all.yaml': `${all}suspend: { reason: freeze, until: 2026-12-01T00:00:00+01:00 }`,
        'own.yaml': `${own}suspend: { reason: short, until: 2026-06-09 }\nmode: observe`,
      },
      '2026-06-07T23:00:00Z',
    );
    expect(holds).toMatchObject([
      {
        kind: 'suspended',
        until: Date.parse('2026-12-01T00:00:00+01:00'),
        reason: 'freeze',
        rank: 1,
        origin: { file: 'syncs/all.yaml', line: 4 },
      },
      { kind: 'suspended', reason: 'short', rank: 3 },
      { kind: 'observed', origin: { line: 5 } },
    ]);
  });

  it('has no end where one of them has none, and is gone when it is over', () => {
    const files = {
      'all.yaml': `${all}suspend: { reason: over, until: 2026-01-01 }`,
      'own.yaml': `${own}suspend: { reason: for ever }`,
    };
    const { holds } = explained(files, '2026-06-07T23:00:00Z');
    expect(holds.map((hold) => hold.kind === 'suspended' && hold.reason)).toEqual(['for ever']);
  });
});

describe('an option', () => {
  const id = anOption().id;
  const other = aSync({ id: '4c90c3cc-0d44-4b50-8888-8dd25736052a', name: 'Amazon' });

  it('is one by all its names, in the spelling that its type has', () => {
    const text = `sync: { name: Ebay }\nconfigs: { ${id}: True }\nwindows: [{ start: "0 8 * * *", duration: 1h, configs: { Create orders: "FALSE" } }]`;
    const { fields } = explained({ 'own.yaml': text }, '2026-06-07T08:30:00+02:00');
    expect(told(fields[1]!)).toMatchObject({
      wanted: 'false',
      isLive: true,
      next: [expect.any(String), expect.any(String), expect.any(String)],
    });
    expect(fields[1]!.chain.map(({ value }) => value.json)).toEqual(['false', 'true']);
  });

  it('that the ERP stores for another sync too has that one’s documents in its chain', () => {
    const files = { 'amazon.yaml': 'sync: { name: Amazon }\nconfigs: { Create orders: true }\ninterval: 5m' };
    const { fields, isManaged } = explained(files, '2026-06-07T08:30:00Z', {
      tenant: aTenant([aSync(), other]),
    });
    expect(isManaged).toBe(false);
    expect(told(fields[0]!).chain).toEqual([]);
    expect(told(fields[1]!)).toMatchObject({ wanted: 'true', isLive: false, chain: ['true amazon.yaml:2'] });
    expect(fields[1]!.chain[0]!.sync).toMatchObject({ name: 'Amazon' });
  });

  it('that another sync has not stops the writes of both, and is a problem of that one', () => {
    const files = {
      'amazon.yaml': 'sync: { name: Amazon }\nconfigs: { Nowhere: true }',
      'ebay.yaml': 'sync: { name: Ebay }\ninterval: 5m',
    };
    const tenant = aTenant([aSync(), other]);
    const { problems, stops } = explained(files, '2026-06-07T08:30:00Z', { tenant });
    expect(problems).toEqual([]);
    expect(stops).toMatchObject([{ code: 'unknown-option' }]);
    const twice = aTenant([aSync(), { ...other, name: 'Ebay' }]);
    expect(explained(files, '2026-06-07T08:30:00Z', { tenant: twice }).problems).toMatchObject([
      { code: 'ambiguous-sync' },
    ]);
  });

  it('that two syncs are at odds about has no winner', () => {
    const files = {
      'amazon.yaml': 'sync: { name: Amazon }\nconfigs: { Create orders: true }',
      'ebay.yaml': 'sync: { name: Ebay }\nconfigs: { Create orders: false }',
    };
    const { fields, problems } = explained(files, '2026-06-07T08:30:00Z', {
      tenant: aTenant([aSync(), other]),
    });
    expect(told(fields[1]!)).toMatchObject({
      isContradicted: true,
      chain: ['false ebay.yaml:2', 'true amazon.yaml:2'],
    });
    expect(problems).toMatchObject([{ code: 'shared-option' }]);
  });

  it('that is a secret shows none, and whether it is there is told where it was read', () => {
    const tenant = aTenant([
      aSync({ options: [anOption({ name: 'Setting', type: 'string', value: 'canary-live' })] }),
    ]);
    const files = { 'own.yaml': 'sync: { name: Ebay }\nconfigs: { Setting: { env: EBAY_KEY } }' };
    const unread = explained(files, '2026-06-07T08:30:00Z', { tenant });
    const read = explained(files, '2026-06-07T08:30:00Z', {
      tenant,
      secret: () => new Concealed('canary-live'),
    });
    expect(told(unread.fields[1]!)).toMatchObject({
      wanted: '(secret)',
      live: '(secret)',
      isLive: undefined,
    });
    expect(unread.fields[1]!.chain[0]!.secret).toEqual({ ref: { env: 'EBAY_KEY' }, folder: '/' });
    expect(told(read.fields[1]!)).toMatchObject({ isLive: true });
    expect(JSON.stringify([unread, read])).not.toContain('canary');
  });
});

describe('without the live state', () => {
  it('sync and options are called as in documents', () => {
    const files = {
      'all.yaml': 'tenants: all\nsync: { name: Ebay }\nconfigs: { Create orders: True }',
      'own.yaml': 'tenant: acme\nsync: { name: Ebay, salesChannel: Shop }\ninterval: 5m',
      'other.yaml': 'tenant: acme\nsync: { name: Ebay, salesChannel: Market }\ninterval: 6m',
    };
    const sync = { id: '', name: 'Ebay', salesChannel: 'Shop' };
    const { fields } = explainOffline(contextOf(files, '2026-06-07T08:30:00Z'), 'acme', sync);
    expect(fields.map((field) => [field.name, told(field).chain, field.live])).toEqual([
      ['interval', ['5m own.yaml:3'], undefined],
      ['Create orders', ['True all.yaml:3'], undefined],
    ]);
  });
});

it('of a sync that no document names all live values are told', () => {
  const { isManaged, fields } = explained({}, '2026-06-07T08:30:00Z');
  expect(isManaged).toBe(false);
  expect(fields.map(({ name, live, chain }) => [name, live!.json, chain])).toEqual([
    ['interval', 'PT10M', []],
    ['Create orders', 'false', []],
  ]);
});

it('an interval that the ERP has not is none', () => {
  const tenant = aTenant([aSync({ interval: null })]);
  const { fields } = explained({ 'all.yaml': nightly }, '2026-06-07T23:00:00+02:00', { tenant });
  expect(told(fields[0]!)).toMatchObject({ live: 'none', isLive: false });
});
