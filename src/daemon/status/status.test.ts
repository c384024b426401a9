import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { at } from '../../../test/support/build.ts';
import {
  aState,
  aSyncState,
  aTenantState,
  intervalDrift,
  minute,
  newSecret,
  noon,
  oldSecret,
  secretDrift,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { namesOfOddWidth } from '../../../test/support/names.ts';
import { runs } from '../../../test/support/runs.ts';
import { plain } from '../../base/paint.ts';
import { isStatusJson } from '../../generated/validators.js';
import { healthOf, readInstant, type WorkerStatus } from '../../model/health.ts';
import { type DaemonState, firstState } from '../state.ts';
import { type StatusFacts, statusJson, statusOfTenants } from './json.ts';
import { statusText } from './text.ts';

const facts: StatusFacts = {
  version: '1.2.3',
  alive: true,
  ready: true,
  watchMode: 'events',
  health: new Map(),
};

function told(tenant: string, ...statuses: readonly Partial<WorkerStatus>[]): StatusFacts {
  const whole = statuses.map((status) => ({
    id: 'id-of-Ebay',
    health: 'Healthy' as const,
    lastSync: null,
    nextSync: null,
    ...status,
  }));
  return { ...facts, health: new Map([[tenant, { at: noon - 10_000, statuses: whole }]]) };
}

const failing = {
  failure: { tenant: 'globex', code: 'unreachable', message: 'connection refused', hint: 'is it on?' },
  since: noon - 10 * minute,
  times: 4,
  retryAt: noon + 4 * minute,
} as const;

/** All that can be wrong at once. */
const sick: DaemonState = aState({
  bad: {
    since: noon - 3 * minute,
    problems: [{ code: 'yaml', message: 'no colon', origin: at('syncs/a.yaml') }],
  },
  problems: [{ code: 'unknown-option', message: 'there is no such option', hint: 'did you mean `x`?' }],
  refusals: [{ code: 'max-changes', message: '60 syncs would change', hint: '--allow-changes 60' }],
  tenants: tenantsOf(
    aTenantState({
      syncs: [
        aSyncState(),
        aSyncState({
          name: 'Amazon',
          status: 'OutOfSync',
          mode: 'observe',
          drift: [intervalDrift(600, 300)],
        }),
        aSyncState({
          name: 'Payments',
          status: 'OutOfSync',
          drift: [secretDrift()],
          contested: [{ field: secretDrift(), writes: 5, nextAt: noon + 80 * minute }],
        }),
        aSyncState({ name: 'Frozen', suspension: { reason: 'Black Friday', until: noon + 60 * minute } }),
      ],
    }),
    aTenantState({ name: 'globex', failing, syncs: [aSyncState({ status: 'Unknown' })] }),
  ),
});

describe('the status as JSON', () => {
  test.each([
    ['when all is well', aState()],
    ['with all that can be wrong', sick],
    ['before the first pass', { ...bare(), now: noon }],
  ])('is as its schema says, %s', (_, state) => {
    isStatusJson(statusJson(state, told('acme', { lastSync: noon, nextSync: noon })));
    expect(isStatusJson.errors).toBeNull();
  });

  test('of a daemon that has just started says what is not known yet', () => {
    expect(statusJson(bare(), { ...facts, watchMode: undefined })).toMatchObject({
      daemon: { watchMode: null, period: null, nextPassAt: null, lastSuccessAt: null, inForce: null },
      lastPass: null,
      badTree: null,
      tenants: [],
    });
  });

  test('keeps the two axes apart: what is as it should be may fare badly, and the other way round', () => {
    const syncs = [
      aSyncState(),
      aSyncState({ name: 'Amazon', status: 'OutOfSync', drift: [intervalDrift(600, 300)] }),
    ];
    const health = told('acme', { health: 'Degraded' }, { id: 'id-of-Amazon', health: 'Healthy' });
    const status = statusJson(aState({ tenants: tenantsOf(aTenantState({ syncs })) }), health);
    expect(status.tenants[0]!.syncs).toMatchObject([
      { status: 'Synced', health: 'Degraded' },
      { status: 'OutOfSync', health: 'Healthy' },
    ]);
  });

  test('a sync that our document suspends is not one that the worker has suspended', () => {
    const suspension = { reason: 'freeze' };
    const state = aState({ tenants: tenantsOf(aTenantState({ syncs: [aSyncState({ suspension })] })) });
    expect(statusJson(state, told('acme', {})).tenants[0]!.syncs[0]).toMatchObject({
      health: 'Healthy',
      suspension: { reason: 'freeze', until: null },
    });
    expect(statusJson(aState(), told('acme', { health: 'Suspended' })).tenants[0]!.syncs[0]).toMatchObject({
      health: 'Suspended',
      suspension: null,
    });
  });

  test('of what the worker has not told, says Unknown', () => {
    const [tenant] = statusJson(aState(), told('acme', { id: 'another' })).tenants;
    expect(tenant!.syncs[0]).toMatchObject({ health: 'Unknown', lastSync: null, nextSync: null });
    expect(statusJson(aState(), facts).tenants[0]).toMatchObject({ healthAt: null });
  });

  test('tells of a tenant that cannot be reached why, since when and when it is tried again', () => {
    expect(statusJson(sick, facts).tenants[1]).toMatchObject({
      failing: {
        code: 'unreachable',
        message: 'connection refused',
        since: '2026-03-04T11:50:00.000Z',
        times: 4,
        retryAt: '2026-03-04T12:04:00.000Z',
      },
      syncs: [{ status: 'Unknown' }],
    });
  });

  test('names the pass as the journal does, and how long it took', () => {
    expect(statusJson(aState(), facts).lastPass).toMatchObject({
      id: '2026-03-04T11:59:00.000Z#7',
      number: 7,
      reasons: ['schedule'],
      milliseconds: 250,
    });
  });

  test('shows no secret, neither as it is nor as it should be', () => {
    const text = JSON.stringify(statusJson(sick, facts));
    expect(text).not.toContain(oldSecret);
    expect(text).not.toContain(newSecret);
    expect(text).toContain('(secret)');
  });

  test('of some tenants counts those alone', () => {
    const all = statusJson(sick, facts);
    expect(all.summary).toMatchObject({ tenants: 2, failing: 1, syncs: 5, contested: 1, suspended: 1 });
    const some = statusOfTenants(all, ['globex']);
    expect(some.tenants.map(({ name }) => name)).toEqual(['globex']);
    expect(some.summary).toMatchObject({
      tenants: 1,
      syncs: 1,
      status: { Synced: 0, OutOfSync: 0, Unknown: 1 },
      contested: 0,
    });
  });
});

describe('the worker says', () => {
  test.each([
    [0, 'Suspended'],
    [1, 'Healthy'],
    [2, 'Healthy'],
    [3, 'Healthy'],
    [4, 'Degraded'],
    [5, 'Suspended'],
    [6, 'Degraded'],
    [7, 'Suspended'],
    [8, 'Unknown'],
    [-1, 'Unknown'],
    [0.5, 'Unknown'],
    ['SleepingError', 'Degraded'],
    ['running', 'Healthy'],
    ['4', 'Degraded'],
    ['constructor', 'Unknown'],
    ['', 'Unknown'],
  ])('state %j, which is %s', (state, health) => {
    expect(healthOf(state)).toBe(health);
  });

  test.each([
    ['2026-03-04T12:00:00Z', noon],
    ['2026-03-04T13:00:00.1234567+01:00', noon + 123],
    ['2026-03-04T12:00:00', null],
    ['0001-01-01T00:00:00Z', null],
    ['2026-13-04T12:00:00Z', null],
    ['yesterday', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('a time %j', (text, instant) => {
    expect(readInstant(text)).toBe(instant);
  });
});

const wide = { paint: plain, width: 100, url: 'http://127.0.0.1:9470' };

describe('the status for people', () => {
  test('when all is well', () => {
    const facts = told('acme', { lastSync: noon - 4 * minute, nextSync: noon + minute });
    expect(statusText(statusJson(aState(), facts), wide)).toBe(`\
sollist 1.2.3 at http://127.0.0.1:9470: ready, up 1h, watches files by events
pass 7 1m ago: inSync (schedule) in 250 ms; the next one in 4m
in force: revision c0ffee, tree bbbbbbbbbbbb for 30m; all was well 1m ago

acme  1 sync, 2 unmanaged
  sync         status  health   last run  next run
  Ebay (Shop)  Synced  Healthy  4m ago    in 1m

1 sync on 1 tenant · 1 Synced · 1 Healthy · 2 unmanaged
`);
  });

  test('with all that can be wrong, the worst first', () => {
    const text = statusText(
      statusJson(sick, { ...told('acme', { health: 'Degraded' }), ready: false }),
      wide,
    );
    expect(text.replace(/a\.yaml:\d+:1/, 'a.yaml:1:1')).toBe(`\
sollist 1.2.3 at http://127.0.0.1:9470: not ready, up 1h, watches files by events
pass 7 1m ago: inSync (schedule) in 250 ms; the next one in 4m
in force: revision c0ffee, tree bbbbbbbbbbbb for 30m; all was well 1m ago

the files have been bad for 3m; what was good last stays in force
  syncs/a.yaml:1:1: error: no colon [yaml]
    hint: mend the line; often the cause is one line above
  error: there is no such option [unknown-option]
    hint: did you mean \`x\`?
refused: 60 syncs would change [max-changes]
  hint: --allow-changes 60

globex  1 sync, 2 unmanaged
  cannot be reached for 10m (4 tries), tried again in 4m
    connection refused [unreachable]
    hint: is it on?
  sync         status   health   last run  next run
  Ebay (Shop)  Unknown  Unknown  -         -

acme  4 syncs, 2 unmanaged
  sync             status     health    last run  next run
  Ebay (Shop)      Synced     Degraded  -         -
  Payments (Shop)  OutOfSync  Unknown   -         -
    ~ Access key (secret) → (secret)
    contested: Access key was written 5 times; left alone for another 1h20m
  Amazon (Shop)    OutOfSync  Unknown   -         -
    ~ interval 10m → 5m [observed only]
  Frozen (Shop)    Synced     Unknown   -         -
    suspended by its document: Black Friday, for another 1h

5 syncs on 2 tenants, 1 of them failing · 2 Synced, 2 OutOfSync, 1 Unknown · 1 Degraded, 4 Unknown · 1 contested, 1 suspended, 4 unmanaged
`);
  });

  test('of a daemon that is stuck, and of one that has done nothing yet, says so', () => {
    const stuck = statusText(statusJson(aState(), { ...facts, alive: false }), wide);
    expect(stuck).toContain('stuck: no pass has finished for three periods');
    const started = statusText(statusJson(bare(), { ...facts, ready: false }), wide);
    expect(started).toContain('not ready, up 1h');
    expect(started).toContain('no pass has finished yet\nin force: nothing yet; it was never all well yet');
  });

  test('of many tenants lists those that are not well, and of these what is not well', () => {
    const many = Array.from({ length: 57 }, (_, index) => aTenantState({ name: `t${index}` }));
    const drifting = aTenantState({
      name: 'globex',
      syncs: [
        aSyncState(),
        aSyncState({ name: 'Amazon', status: 'OutOfSync', drift: [intervalDrift(600, 300)] }),
      ],
    });
    const unseen = aTenantState({ name: 'unseen', syncs: [aSyncState({ name: 'New', status: 'Unknown' })] });
    const down = aTenantState({ name: 'down', failing, syncs: [aSyncState({ status: 'Unknown' })] });
    const text = statusText(
      statusJson(aState({ tenants: tenantsOf(...many, drifting, down, unseen) }), facts),
      wide,
    );
    expect(text).toContain('\n57 tenants fine\n');
    expect(text.split('\n').filter((line) => /^(?:t\d|globex|down|unseen)/.test(line))).toEqual([
      'down  1 sync, 2 unmanaged',
      'globex  2 syncs, 2 unmanaged',
      'unseen  1 sync, 2 unmanaged',
    ]);
    expect(text).toContain('  1 sync fine\n');
    expect(text).toContain('  1 sync unknown\n');
    expect(text).not.toContain('Ebay');
  });

  test('spells out what would move the cursor of a terminal', () => {
    const syncs = [aSyncState({ name: '\u001b[2Jx' })];
    const tenants = tenantsOf(aTenantState({ name: 'a\u001b[1m', syncs }));
    expect(statusText(statusJson(aState({ tenants }), facts), wide)).not.toContain('\u001b');
  });

  test.each([40, 60, 100])('no column is crooked on %i, whatever cells the names take', (width) => {
    const syncs = namesOfOddWidth.map((name) => aSyncState({ name: `${name} ${name} ${name}` }));
    const state = aState({ tenants: tenantsOf(aTenantState({ syncs })) });
    const lines = statusText(statusJson(state, facts), { ...wide, width })
      .split('\n')
      .slice(0, -3);
    const starts = lines.flatMap((line) => {
      const start = line.search(/ (?:status|Synced) /);
      return start < 0 ? [] : [stringWidth(line.slice(0, start))];
    });
    expect(starts).toHaveLength(namesOfOddWidth.length + 1);
    expect(new Set(starts).size).toBe(1);
    expect(
      Math.max(...lines.filter((line) => line.includes('Synced')).map((line) => stringWidth(line))),
    ).toBeLessThanOrEqual(width);
  });

  test('no table is wider than the terminal, and no cell stands apart from its column', () => {
    const names = fc.array(fc.string({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 160 }), names, (width, names) => {
        const syncs = names.map((name, index) => aSyncState({ name: `${index}${name}` }));
        const state = aState({ tenants: tenantsOf(aTenantState({ syncs })) });
        const lines = statusText(statusJson(state, facts), { ...wide, width }).split('\n');
        const table = lines.slice(
          lines.findIndex((line) => line.startsWith('  sync ')),
          -3,
        );
        expect(table).toHaveLength(names.length + 1);
        expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(width);
        const column = table[0]!.indexOf('status');
        for (const row of table.slice(1)) expect(row.slice(column)).toMatch(/^Synced /);
      }),
      runs(200),
    );
  });
});

/** Right after the start. */
function bare(): DaemonState {
  return { ...firstState(noon - 60 * minute), now: noon };
}
