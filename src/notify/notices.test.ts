import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at } from '../../test/support/build.ts';
import { aPass, aSyncState, aTenantState, tenantsOf } from '../../test/support/daemonState.ts';
import { inBerlin } from '../../test/support/here.ts';
import { heldBack } from '../../test/support/report.ts';
import { eventsBetween } from '../daemon/events/between.ts';
import { type DaemonState, firstState } from '../daemon/state.ts';
import type { Change } from '../model/change.ts';
import { durationOfSeconds } from '../model/duration.ts';
import type { FieldChange } from '../model/fields/index.ts';
import { noticeTypes } from '../model/notifications.ts';
import { Concealed } from '../model/secret.ts';
import type { Code } from '../problems/codes.ts';
import type { Failure, Problem } from '../problems/problem.ts';
import type { AppliedChange, Refusal } from '../reconcile/outcome.ts';
import type { Plan, PlannedTenant } from '../reconcile/plan.ts';
import type { Report } from '../reconcile/report.ts';
import type { Notice } from './notice.ts';
import { noticesOf } from './notices.ts';

const noon = Date.parse('2026-03-04T12:00:00Z');

describe('drift that is not corrected in the same pass', () => {
  test('is found once, with the place, the values and why it is left', () => {
    const daemon = aDaemon();
    const found = daemon.after(inSync([aChange({ mode: 'observe' })]));
    expect(found).toMatchObject([
      {
        type: 'drift.found',
        severity: 'warning',
        tenant: 'acme',
        sync: { name: 'Ebay' },
        summary: 'Drift found: acme / Ebay (Shop): interval 10m → 5m [observed only]',
        planId: 'sha256:1',
        reasons: ['schedule'],
      },
    ]);
    expect(daemon.after(inSync([aChange({ mode: 'observe' })]))).toEqual([]);
  });

  test('is found again where another field differs, and not where one is less', () => {
    const daemon = aDaemon();
    const both = aChange({ mode: 'observe', fields: [interval(), option('Create orders')] });
    daemon.after(inSync([aChange({ mode: 'observe' })]));
    expect(typesOf(daemon.after(inSync([both])))).toEqual(['drift.found']);
    expect(daemon.after(inSync([aChange({ mode: 'observe' })]))).toEqual([]);
  });

  test('has ended once the tenant answers that it is in sync, suspended or managed no more', () => {
    for (const [standings, now] of [
      [[aStanding(aChange(), { differs: false })], 'in sync'],
      [[aStanding(aChange(), { differs: false, suspension: { reason: 'freeze' } })], 'suspended'],
      [[], 'no longer managed'],
    ] as const) {
      const daemon = aDaemon();
      daemon.after(inSync([aChange({ mode: 'observe' })]));
      const gone = inSync([], { tenants: [aTenant('acme', standings)] });
      expect(summariesOf(daemon.after(gone))).toEqual([`Drift ended by itself: acme / Ebay (Shop): ${now}`]);
      expect(daemon.after(gone)).toEqual([]);
    }
  });

  test('has not ended because the tenant does not answer', () => {
    const daemon = aDaemon();
    daemon.after(inSync([aChange({ mode: 'observe' })]));
    const silent = inSync([], { tenants: [], failures: [failure('acme')] });
    expect(typesOf(daemon.after(silent))).toEqual(['tenant.failed']);
    expect(typesOf(daemon.after(inSync([aChange({ mode: 'observe' })])))).toEqual(['tenant.recovered']);
  });

  test('is held back in a pass that writes: what was written is corrected, the rest is found', () => {
    const fields = [interval(), option('Create orders')];
    const held = anApplied({
      fields,
      outcome: 'notConverged',
      ...heldBack([fields[1]!]),
    });
    expect(summariesOf(aDaemon().after(applied([held])))).toEqual([
      'Drift found: acme / Ebay (Shop): Create orders false → true [left alone for now]',
      'Drift corrected: acme / Ebay (Shop): interval 10m → 5m',
    ]);
  });

  test('says nothing of what was not sent because sollist stops', () => {
    expect(aDaemon().after(applied([anApplied({ outcome: 'notAttempted', attempts: 0 })]))).toEqual([]);
  });
});

describe('corrected drift', () => {
  test('is told each time it is corrected, one notice a pass', () => {
    const daemon = aDaemon();
    const two = applied([anApplied(), anApplied({ sync: aSync('Amazon') })]);
    const [first, ...others] = daemon.after(two);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      type: 'drift.corrected',
      severity: 'info',
      tenant: 'acme',
      summary: 'Drift corrected: 2 syncs on 1 tenant (2 values)',
      details: ['acme / Ebay (Shop): interval 10m → 5m', 'acme / Amazon (Shop): interval 10m → 5m'],
    });
    const [second] = daemon.after(two);
    expect(second).toMatchObject({ type: 'drift.corrected' });
    expect(second!.id).not.toBe(first!.id);
  });

  test('of more than ten syncs is gathered by what was changed, and says how many', () => {
    const many = Array.from({ length: 41 }, (_, index) => anApplied({ tenant: `shop-${index}` }));
    const other = anApplied({ tenant: 'shop-1', sync: aSync('Amazon'), fields: [option('Create orders')] });
    const [notice] = aDaemon().after(applied([...many, other]));
    expect(notice).toMatchObject({
      summary: 'Drift corrected: 42 syncs on 41 tenants (42 values)',
      details: [
        'Ebay (Shop) on 41 tenants: interval 10m → 5m',
        'shop-1 / Amazon (Shop): Create orders false → true',
      ],
    });
    expect(notice!.changes).toHaveLength(42);
  });

  test('of thousands of syncs stays a message', () => {
    const many = Array.from({ length: 3_000 }, (_, index) =>
      anApplied({ sync: aSync(`Sync ${index} ${'x'.repeat(2_000)}`) }),
    );
    const [notice] = aDaemon().after(applied(many));
    expect(notice!.details).toHaveLength(21);
    expect(notice!.details.at(-1)).toBe('and 2980 more');
    expect(Math.max(...notice!.details.map((line) => line.length))).toBeLessThanOrEqual(300);
    expect(notice!.changes).toHaveLength(100);
  });

  test('of what was found before is not told as ended', () => {
    const daemon = aDaemon();
    daemon.after(refused('sha256:1', [aChange()]));
    expect(typesOf(daemon.after(applied([anApplied()])))).toEqual(['pass.resumed', 'drift.corrected']);
    expect(daemon.after(inSync([]))).toEqual([]);
  });
});

describe('a change that fails', () => {
  const failing = (code: Code) =>
    applied([
      anApplied({ outcome: 'failed', error: { code, message: '422: too short', hint: 'lengthen it' } }),
    ]);

  test('is told once for each error, and ends in being corrected', () => {
    const daemon = aDaemon();
    expect(daemon.after(failing('rejected'))).toMatchObject([
      {
        type: 'change.failed',
        severity: 'error',
        summary: 'Not corrected: acme / Ebay (Shop): 422: too short [rejected]',
        details: ['hint: lengthen it'],
      },
    ]);
    expect(daemon.after(failing('rejected'))).toEqual([]);
    expect(typesOf(daemon.after(failing('server-error')))).toEqual(['change.failed']);
    expect(typesOf(daemon.after(applied([anApplied()])))).toEqual(['drift.corrected']);
    expect(typesOf(daemon.after(failing('server-error')))).toEqual(['change.failed']);
  });

  test('is not told again while it is left alone in between', () => {
    const daemon = aDaemon();
    daemon.after(failing('rejected'));
    expect(daemon.after(inSync([aChange()]))).toEqual([]);
    expect(daemon.after(failing('rejected'))).toEqual([]);
  });

  test('is found, not failed, where it is only left alone because it failed lately', () => {
    const fields = [interval()];
    const held = anApplied({ fields, outcome: 'notAttempted', attempts: 0, ...heldBack(fields, 'failing') });
    expect(summariesOf(aDaemon().after(applied([held])))).toEqual([
      'Drift found: acme / Ebay (Shop): interval 10m → 5m [left alone for now]',
    ]);
  });

  test('tells which values took where only some did', () => {
    const fields = [interval(), option('Create orders')];
    const error = { code: 'not-converged', message: '1 of 2 values did not take' } as const;
    const half = anApplied({ fields, outcome: 'notConverged', error, residual: [fields[1]!] });
    expect(summariesOf(aDaemon().after(applied([half])))).toEqual([
      'Not corrected: acme / Ebay (Shop): 1 of 2 values did not take [not-converged]',
      'Drift corrected: acme / Ebay (Shop): interval 10m → 5m',
    ]);
  });
});

describe('a pass that writes nothing', () => {
  test('is refused once for each plan, and resumed when passes write again', () => {
    const daemon = aDaemon();
    expect(daemon.after(refused('sha256:1', [aChange()]))).toMatchObject([
      { type: 'pass.refused', severity: 'error', summary: 'Pass refused: 1 syncs would change' },
      { type: 'drift.found' },
    ]);
    expect(daemon.after(refused('sha256:1', [aChange()]))).toEqual([]);
    expect(typesOf(daemon.after(refused('sha256:2', [aChange()])))).toEqual(['pass.refused']);
    expect(daemon.after(refused('sha256:1', [aChange()]))).toEqual([]);
    expect(typesOf(daemon.after(inSync([])))).toEqual(['pass.resumed', 'drift.ended']);
    expect(typesOf(daemon.after(refused('sha256:1', [aChange()])))).toEqual(['pass.refused', 'drift.found']);
  });

  test('is not resumed because the tenant that was to be changed is down', () => {
    const daemon = aDaemon();
    daemon.after(refused('sha256:1', [aChange()]));
    const down = inSync([], { tenants: [], failures: [failure('acme')] });
    expect(typesOf(daemon.after(down))).toEqual(['tenant.failed']);
    expect(typesOf(daemon.after(refused('sha256:1', [aChange()])))).toEqual(['tenant.recovered']);
  });

  test('is blocked by a secret that cannot be read, once for each set of problems', () => {
    const daemon = aDaemon();
    const blocked = problems([problem('no option `Create`')]);
    expect(daemon.after(blocked)).toMatchObject([
      {
        type: 'pass.blocked',
        summary: 'Nothing is written because of 1 problem',
        details: [expect.stringMatching(/^syncs\/test\.yaml:\d+:1: no option `Create` \[bad-value\]$/)],
      },
    ]);
    expect(daemon.after(problems([problem('no option `Create`')]))).toEqual([]);
    expect(typesOf(daemon.after(applied([anApplied()])))).toEqual(['pass.resumed', 'drift.corrected']);
  });
});

describe('a tenant', () => {
  test('has problems of its own once, told with those of others, and has none any more once', () => {
    const daemon = aDaemon();
    const lacking = problem('');
    const on = (...tenants: readonly string[]) => ({
      tenants: ['acme', 'globex'].map((name) => aTenant(name)),
      problems: tenants.map((tenant) => ({ ...lacking, message: `${tenant} lacks a sync`, tenant })),
    });
    expect(daemon.after(inSync([], on('acme', 'globex')))).toMatchObject([
      {
        type: 'tenant.blocked',
        severity: 'error',
        summary: 'Nothing is written on acme, globex because of 2 problems',
        problems: [{ tenant: 'acme' }, { tenant: 'globex' }],
      },
    ]);
    expect(daemon.after(inSync([], on('acme', 'globex')))).toEqual([]);
    expect(daemon.after(inSync([], on('globex')))).toMatchObject([
      {
        type: 'tenant.unblocked',
        tenant: 'acme',
        summary: 'acme: no problems any more, so drift is corrected again',
      },
    ]);
    expect(daemon.after(inSync([], on('globex')))).toEqual([]);
    expect(typesOf(daemon.after(inSync([], on('acme', 'globex'))))).toEqual(['tenant.blocked']);
  });

  test('has failed once, however long it backs off, and recovers once', () => {
    const daemon = aDaemon();
    const down = inSync([], { tenants: [], failures: [failure('acme')] });
    expect(daemon.after(down)).toMatchObject([
      {
        type: 'tenant.failed',
        severity: 'error',
        tenant: 'acme',
        summary: 'acme failed: connection refused [unreachable]',
        details: ['hint: is it running?'],
      },
    ]);
    const backingOff = inSync([], { tenants: [aTenant('kiosk')] });
    expect(daemon.after(backingOff, { failures: [failure('acme')] })).toEqual([]);
    expect(daemon.after(backingOff, { failures: [failure('acme', 'timeout')] })).toEqual([]);
    expect(summariesOf(daemon.after(inSync([])))).toEqual(['acme answers again, after 15m']);
    expect(daemon.after(inSync([]))).toEqual([]);
  });

  test('has not recovered because nobody asked it', () => {
    const daemon = aDaemon();
    daemon.after(inSync([], { tenants: [], failures: [failure('acme')] }));
    expect(daemon.after(problems([], { tenants: [] }), { badTree: undefined })).toEqual([]);
  });
});

test('a contested value is told when that starts and when it is over, whatever the count', () => {
  const daemon = aDaemon();
  const contested: Contested = {
    tenant: 'acme',
    sync: aSync('Ebay'),
    field: interval(),
    count: 2,
    nextAt: noon,
  };
  expect(daemon.after(inSync([]), { contested: [contested] })).toMatchObject([
    {
      type: 'value.contested',
      summary: 'Contested: somebody sets interval of acme / Ebay (Shop) back again and again',
      details: [
        'written 2 times; left alone until Wed 2026-03-04 12:00 (UTC)',
        expect.stringMatching('observe'),
      ],
    },
  ]);
  expect(daemon.after(inSync([]), { contested: [{ ...contested, count: 9, nextAt: noon + 1 }] })).toEqual([]);
  expect(summariesOf(daemon.after(inSync([])))).toEqual([
    'Contested no longer: interval of acme / Ebay (Shop)',
  ]);
  expect(daemon.after(inSync([]))).toEqual([]);
});

test('an option that syncs share is contested once, whichever of them it was written to', () => {
  const daemon = aDaemon();
  const field = option('Create orders');
  const contested = { tenant: 'acme', sync: aSync('Ebay'), field, count: 2, nextAt: noon };
  expect(typesOf(daemon.after(inSync([]), { contested: [contested] }))).toEqual(['value.contested']);
  expect(daemon.after(inSync([]), { contested: [{ ...contested, sync: aSync('Amazon') }] })).toEqual([]);
});

test('what the daemon knows is all that notices need', () => {
  const bad = [problem('unknown key')];
  const contested = [{ tenant: 'acme', sync: aSync('Ebay'), field: interval(), count: 3, nextAt: noon + 1 }];
  const before = firstState(0);
  const after = {
    ...before,
    now: noon,
    inForce: { revision: 'abc', treeHash: 'hash', since: 0 },
    bad: { since: 0, problems: bad },
    lastPass: aPass({ reasons: ['files'] }),
    tenants: tenantsIn({ contested, failures: [failure('kiosk')] }),
  };
  const report = inSync([]);
  const notices = noticesOf(
    { report, state: after, ...eventsBetween(before, after, report) },
    inBerlin.calendar,
  );
  const all = { time: noon, revision: 'abc', reasons: ['files'], planId: 'sha256:1' };
  expect(notices).toMatchObject([
    { ...all, type: 'tree.bad', problems: bad },
    { ...all, type: 'tenant.failed', failure: failure('kiosk') },
    {
      ...all,
      type: 'value.contested',
      tenant: 'acme',
      sync: aSync('Ebay'),
      contested: { field: 'interval', count: 3, nextAt: noon + 1 },
    },
  ]);
});

test('a bad tree is told once for each set of problems, wherever their lines move, and its end', () => {
  const daemon = aDaemon();
  const bad = (...messages: string[]) => ({ badTree: messages.map(problem) });
  expect(daemon.after(inSync([]), bad('unknown key'))).toMatchObject([
    { type: 'tree.bad', severity: 'error', summary: expect.stringMatching('^The files have 1 problem:') },
  ]);
  expect(daemon.after(inSync([]), bad('unknown key'))).toEqual([]);
  expect(typesOf(daemon.after(inSync([]), bad('unknown key', 'no unit')))).toEqual(['tree.bad']);
  expect(daemon.after(inSync([]), bad('no unit', 'unknown key'))).toEqual([]);
  expect(daemon.after(inSync([]), bad('unknown key'))).toEqual([]);
  expect(typesOf(daemon.after(inSync([])))).toEqual(['tree.recovered']);
  expect(daemon.after(inSync([]))).toEqual([]);
});

test('problems of a tree that is bad from the start are told once, as the tree', () => {
  const mistake = problem('unknown key');
  const report = problems([mistake], { tenants: [] });
  expect(typesOf(aDaemon().after(report, { badTree: [mistake] }))).toEqual(['tree.bad']);
});

test('a secret is told of as changed, never by its value, and a name cannot break the line', () => {
  const canary = 'canary-4711';
  const secret: FieldChange = {
    ...option('Access\nkey\u202e'),
    before: new Concealed(`old-${canary}`),
    after: new Concealed(canary),
    secret: { ref: { env: 'EBAY_KEY' }, folder: '/' },
  };
  const failed = anApplied({
    fields: [secret],
    outcome: 'failed',
    error: { code: 'rejected', message: '422\n' },
  });
  const daemon = aDaemon();
  const told = [
    ...daemon.after(applied([anApplied({ fields: [secret], sync: aSync('E\nbay\u001b[31m') })])),
    ...daemon.after(applied([failed])),
    ...daemon.after(refused('sha256:2', [aChange({ fields: [secret] })])),
  ];
  expect(typesOf(told)).toEqual(['drift.corrected', 'change.failed', 'pass.refused']);
  expect(told[0]!.summary).toContain('Access\\nkey\\u{202e} (secret) → (secret)');
  expect(JSON.stringify(told)).not.toContain(canary);
  for (const line of told.flatMap(({ summary, details }) => [summary, ...details])) {
    expect(line).toMatch(/^[^\p{Cc}\p{Cf}]+$/u);
  }
});

test('the same state twice gives nothing the second time, whatever came before', { tags: 'slow' }, () => {
  const states = fc.array(fc.tuple(aReport, aContext), { minLength: 1, maxLength: 12 });
  const seen = new Set<string>();
  fc.assert(
    fc.property(states, (passes) => {
      const daemon = aDaemon();
      const ids: string[] = [];
      passes.forEach(([report, context], index) => {
        const now = noon + index * 60_000;
        const told = daemon.at(now, report, context);
        for (const { type } of told) seen.add(type);
        ids.push(...told.map(({ id }) => id));
        expect(daemon.at(now, report, context)).toEqual([]);
        const again = report.kind === 'applied' ? ['drift.corrected'] : [];
        const later = daemon.at(now + 1, report, context);
        expect(typesOf(later).filter((type) => !again.includes(type))).toEqual([]);
      });
      expect(new Set(ids).size).toBe(ids.length);
    }),
    // Fewer would not meet every kind of notice.
    { numRuns: 300 },
  );
  // That of the state directory is told beside the passes, nobody approves anything here, and what workers tell has a test of its own.
  const toldByPasses = noticeTypes.filter((type) => !/^(?:storage|sync)\.|^pass\.approved$/.test(type));
  expect([...seen].sort()).toEqual([...toldByPasses].sort());
});

/** What the daemon knows after a pass, apart from its report. */
type Known = {
  readonly contested: readonly Contested[];
  readonly badTree: readonly Problem[] | undefined;
  readonly failures: readonly Failure[];
};

type Contested = Pick<Change, 'tenant' | 'sync'> & {
  readonly field: FieldChange;
  readonly count: number;
  readonly nextAt: number;
};

/** Passes one after another, five minutes apart unless it is said when they were. */
function aDaemon() {
  let before = firstState(noon);
  let now = noon;
  function at(time: number, report: Report, known: Known): readonly Notice[] {
    const after = stateAfter(before, time, report, known);
    const { events, told } = eventsBetween(before, after, report);
    before = { ...after, told };
    return noticesOf({ report, state: after, events }, inBerlin.calendar);
  }
  return {
    at,
    after(report: Report, known: Partial<Known> = {}): readonly Notice[] {
      now += 300_000;
      return at(now, report, { ...quiet, failures: report.plan.failures, ...known });
    },
  };
}

const quiet: Known = { contested: [], badTree: undefined, failures: [] };

function stateAfter(before: DaemonState, now: number, { plan }: Report, known: Known): DaemonState {
  const { bad: _, ...rest } = before;
  const { badTree = [], contested } = known;
  return {
    ...rest,
    now,
    lastPass: aPass({ number: now, reasons: ['schedule'] }),
    inForce: { revision: 'abc', treeHash: 'hash', since: 0 },
    ...(badTree.length > 0 && { bad: { since: 0, problems: badTree } }),
    tenants: tenantsIn({
      contested,
      failures: [...plan.failures, ...known.failures],
      problems: plan.problems.filter(({ tenant }) => tenant !== undefined),
    }),
  };
}

function tenantsIn({
  contested,
  failures,
  problems = [],
}: Pick<Known, 'contested' | 'failures'> & Partial<Pick<Plan, 'problems'>>): DaemonState['tenants'] {
  const names = new Set([...failures, ...contested, ...problems].map(({ tenant }) => tenant!));
  const all = [...names].map((name) => {
    const failure = failures.findLast(({ tenant }) => tenant === name);
    const syncs = contested
      .filter(({ tenant }) => tenant === name)
      .map(({ sync, field, count, nextAt }) => ({
        ...aSyncState({ contested: [{ field, writes: count, nextAt }] }),
        sync,
      }));
    const failing = failure && { failure, since: noon, times: 1, retryAt: noon };
    const own = problems.filter(({ tenant }) => tenant === name);
    return aTenantState({ name, syncs, problems: own, ...(failing && { failing }) });
  });
  return tenantsOf(...all);
}

function aSync(name: string): Change['sync'] {
  return { id: `id of ${name}`, name, salesChannel: 'Shop' };
}

function interval(): FieldChange {
  const [before, after] = [durationOfSeconds(600), durationOfSeconds(300)];
  return { field: 'interval', before, after, cause: 'live', origin: at() };
}

function option(name: string) {
  const described = { id: `id of ${name}`, name, type: 'bool' };
  return {
    field: 'configs',
    option: described,
    before: 'false',
    after: 'true',
    cause: 'live',
    origin: at(),
  } as const;
}

function aChange(changes: Partial<Change> = {}): Change {
  const sync = aSync('Ebay');
  return { tenant: 'acme', sync, mode: 'enforce', origin: at(), fields: [interval()], ...changes };
}

function anApplied(changes: Partial<AppliedChange> = {}): AppliedChange {
  return { ...aChange(), outcome: 'applied', attempts: 1, ...changes };
}

function problem(message: string): Problem {
  return { code: 'bad-value', message, origin: at() };
}

function failure(tenant: string, code: Code = 'unreachable'): Failure {
  return { tenant, code, message: 'connection refused', hint: 'is it running?' };
}

type Standing = PlannedTenant['standings'][number];

function aStanding({ sync, mode }: Change, changes: Partial<Standing> = {}): Standing {
  return { sync, mode, differs: true, ...changes };
}

function aTenant(name: string, standings: readonly Standing[] = []): PlannedTenant {
  return { name, managed: standings.length, unmanaged: [], standings };
}

/** All that have drift answered; `acme` answers in any case. */
function aPlan(changes: readonly Change[], rest: Partial<Plan> = {}): Plan {
  const names = new Set(['acme', ...changes.map(({ tenant }) => tenant)]);
  const tenants = [...names].map((name) => {
    const own = changes.filter(({ tenant }) => tenant === name);
    return aTenant(
      name,
      own.map((change) => aStanding(change)),
    );
  });
  const summary = {
    tenants: 1,
    syncs: 1,
    inSync: 1,
    changes: 0,
    values: 0,
    suspended: 0,
    observed: 0,
    unmanaged: 0,
    unmanagedOptions: 0,
    problems: 0,
    failures: 0,
  };
  return {
    id: 'sha256:1',
    revision: 'abc',
    treeHash: 'hash',
    summary,
    tenants,
    changes,
    problems: [],
    warnings: [],
    failures: [],
    ...rest,
  };
}

function inSync(changes: readonly Change[], rest: Partial<Plan> = {}): Report {
  return { kind: 'inSync', plan: aPlan(changes, rest) };
}

function applied(changes: readonly AppliedChange[], rest: Partial<Plan> = {}): Report {
  return { kind: 'applied', plan: aPlan(changes, rest), changes };
}

function refused(id: string, changes: readonly Change[]): Report {
  const refusal: Refusal = {
    code: 'max-changes',
    message: `${changes.length} syncs would change`,
    hint: 'allow it',
  };
  return { kind: 'refused', plan: aPlan(changes, { id }), refusals: [refusal] };
}

function problems(found: readonly Problem[], rest: Partial<Plan> = {}): Report {
  return { kind: 'problems', plan: aPlan([], { problems: found, ...rest }) };
}

function typesOf(notices: readonly Notice[]): readonly string[] {
  return notices.map(({ type }) => type);
}

function summariesOf(notices: readonly Notice[]): readonly string[] {
  return notices.map(({ summary }) => summary);
}

const someChanges = fc.uniqueArray(
  fc.record({
    tenant: fc.constantFrom('acme', 'globex'),
    sync: fc.constantFrom(aSync('Ebay'), aSync('Amazon')),
    mode: fc.constantFrom('enforce' as const, 'observe' as const),
    fields: fc.constantFrom([interval()], [option('Create orders')], [interval(), option('Create orders')]),
  }),
  { selector: ({ tenant, sync }) => `${tenant} ${sync.id}`, maxLength: 4 },
);
const someFailures = fc.subarray([failure('acme'), failure('globex', 'timeout')]);
const someProblems = fc.subarray([problem('a'), problem('b')]);

const outcomes = ['applied', 'failed', 'notConverged', 'notAttempted'] as const;

const aReport: fc.Arbitrary<Report> = fc
  .tuple(
    someChanges,
    someFailures,
    someProblems,
    fc.constantFrom('inSync', 'applied', 'refused', 'problems'),
    fc.constantFrom('sha256:1', 'sha256:2'),
    fc.array(fc.constantFrom(...outcomes), { minLength: 4, maxLength: 4 }),
  )
  .map(([some, failures, found, kind, id, became]) => {
    const down = new Set(failures.map(({ tenant }) => tenant));
    const changes = some.map((one) => aChange(one)).filter(({ tenant }) => !down.has(tenant));
    const own = down.has('acme') ? [] : found.map((one) => ({ ...one, tenant: 'acme' }));
    const all = aPlan(changes, { id, failures, problems: kind === 'problems' ? found : own });
    const unmanaged = id === 'sha256:2' ? [aSync('Otto')] : [];
    const answered = all.tenants.filter(({ name }) => !down.has(name));
    const plan = { ...all, tenants: answered.map((tenant) => ({ ...tenant, unmanaged })) };
    switch (kind) {
      case 'applied': {
        const written = changes.filter(({ mode }) => mode === 'enforce');
        return { kind, plan, changes: written.map((change, index) => become(change, became[index]!)) };
      }
      case 'refused':
        return { kind, plan, refusals: [] };
      default:
        return { kind, plan } as Report;
    }
  });

function become(change: Change, outcome: (typeof outcomes)[number]): AppliedChange {
  if (outcome === 'applied') return { ...change, outcome, attempts: 1 };
  if (outcome === 'notConverged') {
    return { ...change, outcome, attempts: 1, ...heldBack(change.fields.slice(1)) };
  }
  return { ...change, outcome, attempts: 1, error: { code: 'rejected', message: 'no' } };
}

const aContext: fc.Arbitrary<Known> = fc
  .tuple(someFailures, fc.option(someProblems, { nil: undefined }), fc.boolean())
  .map(([failures, badTree, isContested]) => {
    const one = { tenant: 'acme', sync: aSync('Ebay'), field: interval(), count: 2, nextAt: noon };
    return { failures, badTree, contested: isContested ? [one] : [] };
  });
