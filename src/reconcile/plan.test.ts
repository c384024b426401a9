import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aClaim, anOption, aSync, aTenant, env, located, plain, wants } from '../../test/support/build.ts';
import type { Claim } from '../model/claim.ts';
import { durationOfSeconds } from '../model/duration.ts';
import { inClear } from '../model/fields/option.ts';
import type { ObservedSync, ObservedTenant } from '../model/observed.ts';
import { Concealed } from '../model/secret.ts';
import { equalValues, toWire } from '../model/value.ts';
import { reportJson } from '../report/json.ts';
import { residual } from './apply/verify.ts';
import { approve, refusals } from './approve.ts';
import { diff } from './diff.ts';
import { matchLive } from './matchLive.ts';
import { type Difference, makePlan, type Plan, toWrite } from './plan.ts';
import { resultOf } from './report.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const canary = 'canary-7f3a';
const context = { secret: () => new Concealed(canary), cause: () => 'unknown' as const };

function compare(tenant: ObservedTenant, claims: readonly Claim[]): Difference {
  return diff(tenant, matchLive(tenant, claims).desired, context);
}

function planOf(tenant: ObservedTenant, claims: readonly Claim[]): Plan {
  const { problems } = matchLive(tenant, claims);
  const rest = { warnings: [], failures: [], revision: null, treeHash: 'sha256:0', sha256 };
  return makePlan({ ...rest, problems, differences: [compare(tenant, claims)] });
}

function planOfAll(parts: readonly { tenant: ObservedTenant; claims: readonly Claim[] }[]): Plan {
  const rest = { warnings: [], failures: [], revision: null, treeHash: 'sha256:0', sha256 };
  const problems = parts.flatMap(({ tenant, claims }) => matchLive(tenant, claims).problems);
  return makePlan({ ...rest, problems, differences: parts.map((one) => compare(one.tenant, one.claims)) });
}

/** Claims that fit no tenant. */
const troubles = [
  aClaim({ select: { kind: 'name', name: 'Nobody' } }),
  aClaim({ select: { kind: 'name', name: 'Sync 0' }, layers: [wants(undefined, { Nothing: plain('1') })] }),
  aClaim({
    select: { kind: 'name', name: 'Sync 0' },
    layers: [wants(undefined, { 'option-0': plain(null) })],
  }),
];

/** What a faithful server has after a plan was applied. */
function applied(tenant: ObservedTenant, plan: Plan): ObservedTenant {
  const write = (sync: ObservedSync): ObservedSync => {
    const fields = plan.changes
      .filter((change) => change.sync.id === sync.id)
      .flatMap((change) => change.fields);
    const interval = fields.find((field) => field.field === 'interval')?.after ?? sync.interval;
    const active = fields.find((field) => field.field === 'active')?.after ?? sync.active!;
    return { ...sync, interval, active, options: sync.options };
  };
  const values = new Map(
    plan.changes
      .flatMap((c) => c.fields)
      .flatMap((f) => (f.field === 'configs' ? [[f.option.id, inClear(f.after)] as const] : [])),
  );
  const syncs = tenant.syncs.map(write).map((sync) => ({
    ...sync,
    options: sync.options.map((option) =>
      values.has(option.id) ? { ...option, value: values.get(option.id)! } : option,
    ),
  }));
  return { ...tenant, syncs };
}

const types = ['bool', 'Int32', 'decimal', 'string', 'Colour'] as const;
const spellings = ['true', 'True', 'false', '0', '05', '5', '1,5', '1.50', '', 'e\u0301', '\u00e9', 'x y'];

/** Tenants with a few syncs whose options are shared by type, and claims that fit them. */
const worlds = fc
  .array(
    fc.record({
      type: fc.constantFrom(...types),
      live: fc.option(fc.constantFrom(...spellings), { nil: null }),
      wanted: fc.constantFrom(...spellings),
      liveInterval: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
      wantedInterval: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      isActive: fc.boolean(),
      wantedActive: fc.option(fc.boolean(), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((seeds) => {
    const syncs = seeds.map((seed, index) => {
      const option = anOption({
        id: `option-${index}`,
        name: `Option ${index}`,
        type: seed.type,
        value: seed.live,
      });
      const interval = seed.liveInterval === null ? null : durationOfSeconds(seed.liveInterval);
      const { isActive: active } = seed;
      return aSync({ id: `sync-${index}`, name: `Sync ${index}`, interval, active, options: [option] });
    });
    const claims = seeds.map((seed, index) => {
      const holds = toWire(seed.type, seed.wanted).ok;
      const settings = wants(seed.wantedInterval, holds ? { [`Option ${index}`]: plain(seed.wanted) } : {});
      const { wantedActive } = seed;
      const layer = { ...settings, ...(wantedActive !== undefined && { active: located(wantedActive) }) };
      return aClaim({ select: { kind: 'name', name: `Sync ${index}` }, layers: [layer] });
    });
    return { tenant: aTenant(syncs), claims };
  });

describe('laws', () => {
  it('applying a plan and planning again finds nothing, and the state is the desired one', () => {
    fc.assert(
      fc.property(worlds, ({ tenant, claims }) => {
        const before = planOf(tenant, claims);
        const after = applied(tenant, before);
        expect(planOf(after, claims).changes).toEqual([]);
        for (const { sync, interval, active, options } of matchLive(after, claims).desired) {
          if (active) expect(sync.active).toBe(active.value);
          if (interval) expect(sync.interval).toBe(interval.value);
          for (const { option, value } of options) {
            expect(
              value.value.kind === 'plain' && equalValues(option.type, option.value, value.value.text),
            ).toBe(true);
          }
        }
        for (const change of before.changes) {
          const sync = after.syncs.find((one) => one.id === change.sync.id)!;
          expect(residual(change, sync)).toEqual([]);
        }
      }),
    );
  });

  it('tenants with problems take nothing from the others, and get nothing themselves', () => {
    const fleets = fc.array(fc.record({ world: worlds, trouble: fc.option(fc.constantFrom(...troubles)) }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(fleets, (fleet) => {
        const parts = fleet.map(({ world, trouble }, index) => {
          const name = `t${index}`;
          const claims = trouble ? [...world.claims, trouble] : world.claims;
          return {
            trouble,
            tenant: { ...world.tenant, name },
            claims: claims.map((one) => ({ ...one, tenant: name })),
          };
        });
        const all = planOfAll(parts);
        const well = planOfAll(parts.filter(({ trouble }) => !trouble));
        expect(all.id).toBe(well.id);
        expect(toWrite(all)).toEqual(toWrite(well));
        expect(refusals(all, { maxChanges: 3, maxShare: 0.1 })).toEqual(
          refusals(well, { maxChanges: 3, maxShare: 0.1 }),
        );
        const { changes, inSync, observed, suspended, blocked = 0, syncs } = all.summary;
        const unclear = all.tenants.flatMap(({ standings }) =>
          standings.filter((one) => one.unclear && !one.differs),
        );
        expect(changes + inSync + observed + suspended + blocked + unclear.length).toBe(syncs);
        const named = new Set(all.problems.map(({ tenant }) => tenant));
        expect(named).toEqual(
          new Set(parts.filter(({ trouble }) => trouble).map(({ tenant }) => tenant.name)),
        );
        expect(resultOf({ kind: 'planned', plan: all, refusals: [] })).toBe(
          named.size > 0 ? 'incomplete' : toWrite(all).length > 0 ? 'planned' : 'inSync',
        );
      }),
    );
  });

  it('what no document asks for is left alone', () => {
    fc.assert(
      fc.property(worlds, ({ tenant, claims }) => {
        const some = claims.slice(1);
        const after = applied(tenant, planOf(tenant, some));
        expect(after.syncs[0]).toEqual(tenant.syncs[0]);
      }),
    );
  });

  it('the order of documents, of live syncs and of options changes nothing', () => {
    fc.assert(
      fc.property(worlds, ({ tenant, claims }) => {
        const turned: ObservedTenant = {
          ...tenant,
          syncs: [...tenant.syncs]
            .reverse()
            .map((sync) => ({ ...sync, options: [...sync.options].reverse() })),
        };
        expect(planOf(turned, [...claims].reverse())).toEqual(planOf(tenant, claims));
      }),
    );
  });

  it('every sync is counted once', () => {
    fc.assert(
      fc.property(worlds, ({ tenant, claims }) => {
        const { summary } = planOf(tenant, claims);
        expect(summary.inSync + summary.changes + summary.observed + summary.suspended).toBe(summary.syncs);
        expect(summary.syncs + summary.unmanaged).toBe(tenant.syncs.length);
      }),
    );
  });
});

describe("a plan's id", () => {
  const base = () =>
    planOf(aTenant(), [aClaim({ layers: [wants(300, { 'Create orders': plain('true') })] })]);

  it('is the same for the same writes, from whatever state and whatever place in a file', () => {
    const elsewhere = aTenant([
      aSync({ interval: durationOfSeconds(7200), options: [anOption({ value: 'FALSE' })] }),
    ]);
    const claims = [
      aClaim({ layers: [wants(300)] }),
      aClaim({ rank: 1, layers: [wants(undefined, { 'Create orders': plain('TRUE') })] }),
    ];
    expect(planOf(elsewhere, claims).id).toBe(base().id);
  });

  it.each([
    ['another interval', aClaim({ layers: [wants(301, { 'Create orders': plain('true') })] })],
    ['a field less', aClaim({ layers: [wants(300)] })],
    [
      'observing only',
      aClaim({ layers: [wants(300, { 'Create orders': plain('true') })], mode: located('observe') }),
    ],
  ])('is another for %s', (_what, claim) => {
    expect(planOf(aTenant(), [claim]).id).not.toBe(base().id);
  });

  it('takes a secret by its reference, never its value', () => {
    const claims = [aClaim({ layers: [wants(undefined, { 'Create orders': env('KEY') })] })];
    const tenant = aTenant([aSync({ options: [anOption({ type: 'string' })] })]);
    const { desired } = matchLive(tenant, claims);
    const [one, other] = ['secret one', 'secret two'].map((value) => {
      const differences = [diff(tenant, desired, { ...context, secret: () => new Concealed(value) })];
      return makePlan({
        differences,
        problems: [],
        warnings: [],
        failures: [],
        revision: null,
        treeHash: '',
        sha256,
      });
    });
    expect(one!.id).toBe(other!.id);
    expect(JSON.stringify(reportJson({ kind: 'planned', plan: one!, refusals: [] }))).not.toContain(
      'secret one',
    );
  });
});

it('a secret is masked on both sides', () => {
  const tenant = aTenant([aSync({ options: [anOption({ type: 'string', value: 'old-canary' })] })]);
  const plan = planOf(tenant, [aClaim({ layers: [wants(undefined, { 'Create orders': env('KEY') })] })]);
  const json = reportJson({ kind: 'planned', plan, refusals: [] });
  expect(json.changes[0]!.fields[0]).toMatchObject({ before: '(secret)', after: '(secret)', secret: true });
});

describe('what may be a secret', () => {
  it('is masked on both sides where only its name tells, unless it can be but true or false', () => {
    const options = [
      anOption({ id: 'k', name: 'API key', type: 'string', value: canary }),
      anOption({ id: 'b', name: 'Use API key', type: 'bool', value: 'false' }),
    ];
    const configs = { 'API key': plain('in clear'), 'Use API key': plain('true') };
    const claim = aClaim({ layers: [wants(undefined, configs)] });
    const [change] = reportJson({
      kind: 'inSync',
      plan: planOf(aTenant([aSync({ options })]), [claim]),
    }).changes;
    expect(change!.fields).toMatchObject([
      { before: '(secret)', after: '(secret)', secret: true },
      { before: 'false', after: 'true', secret: false },
    ]);
  });
});

describe('modes', () => {
  const drifted = (claim: Partial<Claim>) => planOf(aTenant(), [aClaim(claim)]);

  it('drift that is only observed is in the plan, counted apart', () => {
    const plan = drifted({ mode: located('observe') });
    expect(plan.changes).toMatchObject([{ mode: 'observe' }]);
    expect(plan.summary).toMatchObject({ syncs: 1, changes: 0, observed: 1, values: 0, inSync: 0 });
  });

  it('a suspended sync has no changes, and is not in sync either', () => {
    const plan = drifted({ suspend: located({ reason: 'freeze' }) });
    expect(plan.changes).toEqual([]);
    expect(plan.summary).toMatchObject({ syncs: 1, suspended: 1, inSync: 0 });
  });
});

describe('the safety rules', () => {
  const many = (count: number, drifting: number) => {
    const syncs = Array.from({ length: count }, (_, index) =>
      aSync({ id: `sync-${index}`, name: `Sync ${index}` }),
    );
    const claims = syncs.map((sync, index) =>
      aClaim({ select: { kind: 'id', id: sync.id }, layers: [wants(index < drifting ? 300 : 600)] }),
    );
    return planOf(aTenant(syncs), claims);
  };
  const safety = { maxChanges: 50, maxShare: 0.5 };

  it('let a share of few syncs pass, and count it from 10 on', () => {
    expect(approve(many(9, 9), safety).kind).toBe('approved');
    expect(approve(many(10, 5), safety).kind).toBe('approved');
    expect(approve(many(10, 6), safety)).toMatchObject({ kind: 'refused', reasons: [{ code: 'max-share' }] });
  });

  it('refuse more changes than allowed, and name the flag that allows them', () => {
    expect(approve(many(9, 3), { maxChanges: 3, maxShare: 1 }).kind).toBe('approved');
    const decision = approve(many(9, 4), { maxChanges: 3, maxShare: 1 });
    expect(decision).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'max-changes', hint: expect.stringContaining('--allow-changes 4') }],
    });
  });

  it('yield to --allow-changes, for so many changes and whatever their share', () => {
    const plan = many(20, 20);
    expect(approve(plan, { maxChanges: 3, maxShare: 0.1, allowChanges: 20 }).kind).toBe('approved');
    expect(approve(plan, { maxChanges: 3, maxShare: 0.1, allowChanges: 19 }).kind).toBe('refused');
  });
});
