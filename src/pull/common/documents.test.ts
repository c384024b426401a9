import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anOption, aSync } from '../../../test/support/build.ts';
import { runs } from '../../../test/support/runs.ts';
import { createCalendar } from '../../base/calendar.ts';
import { groupBy } from '../../base/collections.ts';
import { createCheckFile } from '../../desired/checkFiles.ts';
import { desire } from '../../desired/desire.ts';
import type { Change } from '../../model/change.ts';
import { durationOfSeconds, shortest } from '../../model/duration.ts';
import { nameOf } from '../../model/fields/index.ts';
import type { ObservedTenant } from '../../model/observed.ts';
import { equalValues } from '../../model/value.ts';
import type { Problem } from '../../problems/problem.ts';
import { diff } from '../../reconcile/diff.ts';
import { matchLive } from '../../reconcile/matchLive.ts';
import { documentsOf, type PulledFile } from '../documents.ts';
import { inCommon } from './documents.ts';

const calendar = createCalendar();
const moment = { now: Date.UTC(2026, 0, 1), timezone: 'Europe/Berlin' };
const secretShape = 'https://user:canary-7f3a@shop.example/';

/** The options of each type of sync, and what tenants have in them, in any spelling. */
const types = {
  Ebay: [
    { name: 'Create orders', type: 'bool', values: ['true', 'True', 'false', '0'] },
    { name: 'Note', type: 'string', values: ['a', 'true', 'e\u0301', '\u00e9', secretShape, null] },
    { name: 'Access key', type: 'string', values: ['canary-7f3a'] },
  ],
  Amazon: [
    { name: 'Items', type: 'Int32', values: ['5', '05', '7'] },
    { name: ' Label', type: 'string', values: ['x', 'y'] },
  ],
};
const syncs = [
  ['Ebay', 'Shop'],
  ['Ebay', 'eBay DE'],
  ['Amazon', null],
  ['Amazon', 'Amazon DE'],
] as const;

const seconds = fc.constantFrom(300, 300, 600, 0.5, null);
const aWorld = fc.record({
  /** Of each sync its interval; undefined where the tenant lacks it. */
  syncs: fc.tuple(...syncs.map(() => fc.option(seconds, { nil: undefined, freq: 12 }))),
  values: fc.tuple(
    ...Object.values(types)
      .flat()
      .map(({ values }) => fc.constantFrom(...values)),
  ),
  acceptsNull: fc.boolean(),
  /** What is odd about it. */
  twist: fc.constantFrom('none', 'none', 'none', 'twin', 'renamed', 'retyped', 'doubled'),
});
const fleets = fc
  .tuple(fc.array(aWorld, { minLength: 1, maxLength: 5 }), fc.constantFrom(0.01, 0.5, 0.6, 0.8, 1))
  .map(([worlds, share]) => ({ share, tenants: worlds.map(tenantOf) }));

function tenantOf(
  { syncs: intervals, values, acceptsNull, twist }: typeof aWorld extends fc.Arbitrary<infer T> ? T : never,
  index: number,
): ObservedTenant {
  const options = Object.entries(types).flatMap(([type, all]) => all.map((one) => ({ ...one, kind: type })));
  const optionsOf = (kind: string) =>
    options.flatMap((one, at) => {
      if (one.kind !== kind) return [];
      const name = twist === 'renamed' && one.name === 'Note' ? 'Remark' : one.name;
      const type = twist === 'retyped' && one.name === 'Items' ? 'string' : one.type;
      const option = anOption({ id: `${at}`, name, type, value: values[at]!, required: false });
      return twist === 'doubled' && one.name === 'Items' ? [option, { ...option, id: 'other' }] : [option];
    });
  const own = syncs.flatMap(([name, salesChannel], at) => {
    const interval = intervals[at];
    if (interval === undefined) return [];
    const duration = interval === null ? null : durationOfSeconds(interval);
    return aSync({ id: `${index}-${at}`, name, salesChannel, interval: duration, options: optionsOf(name) });
  });
  const twins = twist === 'twin' ? own.slice(0, 1).map((one) => ({ ...one, id: `${index}-twin` })) : [];
  return { name: `tenant-${index}`, syncs: [...own, ...twins], acceptsNull };
}

/** The whole pull into a folder in which documents may lie already. */
function pulled(tenants: readonly ObservedTenant[], share: number, there: readonly PulledFile[] = []) {
  const names = tenants.map(({ name }) => name);
  const loaded = { settings: { tenants: labelled(names) }, here: moment, desired: desired(there, names) };
  const options = { tenants: names, secretPatterns: [], syncs: 'syncs' };
  const common = inCommon(tenants, loaded, { ...options, share });
  const claimsOf = groupBy(common.claims, ({ tenant }) => tenant);
  const own = tenants.flatMap(
    (tenant) => documentsOf(tenant, { ...options, claims: claimsOf.get(tenant.name) ?? [] }).files,
  );
  return [...common.files, ...own].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function labelled(names: readonly string[]) {
  return names.map((name) => ({ name, labels: { region: name === 'tenant-0' ? 'at' : 'de' } }));
}

function desired(files: readonly PulledFile[], tenants: readonly string[]) {
  const sources = files.map(({ path, text }) => ({
    ...{ path: `syncs/${path}`, folder: path.split('/')[0], directory: '/syncs', text, hash: text },
  }));
  const tree = { files: sources, problems: [], warnings: [], hash: 'sha256:0' };
  return desire(tree, labelled(tenants), moment, { checkFile: createCheckFile(calendar), calendar });
}

/** What a plan finds. */
function found(files: readonly PulledFile[], tenants: readonly ObservedTenant[]) {
  const { claims, problems, warnings } = desired(
    files,
    tenants.map(({ name }) => name),
  );
  const onTenants = tenants.map((tenant) => {
    const matched = matchLive(
      tenant,
      claims.filter((claim) => claim.tenant === tenant.name),
    );
    const { changes } = diff(tenant, matched.desired, { secret: () => undefined, cause: () => 'unknown' });
    return { problems: matched.problems, changes: changes.flatMap(fieldsOf) };
  });
  return {
    problems: [...problems, ...onTenants.flatMap((one) => one.problems)],
    warnings,
    changes: onTenants.flatMap((one) => one.changes),
  };
}

function fieldsOf({ tenant, sync, fields }: Change): string[] {
  return fields.map((field) => `${nameOf(field)} of ${sync.id} on ${tenant}`);
}

/** How many values documents ask for. */
function valuesIn(files: readonly PulledFile[], tenants: readonly ObservedTenant[]): number {
  const layers = desired(
    files,
    tenants.map(({ name }) => name),
  ).documents;
  return layers.reduce((sum, { interval, configs }) => sum + (interval ? 1 : 0) + configs.length, 0);
}

/** What a tenant has in each thing that the ERP stores, and how it is called: none where no document may hold it. */
function storedBy({ syncs: all, acceptsNull }: ObservedTenant) {
  const intervals = all.flatMap(({ id, name, salesChannel, interval }) =>
    interval === null || interval < shortest
      ? []
      : { thing: id, called: `${name}/${salesChannel}`, type: '', value: String(interval) },
  );
  const options = all.flatMap((sync) => sync.options.map((option) => ({ option, name: sync.name })));
  const held = options.filter(
    ({ option: { name, value } }) =>
      name !== 'Access key' && value !== secretShape && (value !== null || acceptsNull),
  );
  return [
    ...intervals,
    ...held.map(({ option, name }) => ({ thing: option.id, called: `${name}: ${option.name}`, ...option })),
  ];
}

/**
 * The fewest values that say what tenants have, by trying out: either each writes down what it has, or one value is written
 * for all and those who have another write theirs.
 */
function fewest(tenants: readonly ObservedTenant[], share: number): number {
  const stored = tenants.map(storedBy);
  const isOnAll = (name: string, salesChannel: string | null) =>
    tenants.every(
      ({ syncs: all }) =>
        all.some((one) => one.name === name && one.salesChannel === salesChannel) &&
        all.filter((one) => one.name === name && (!salesChannel || one.salesChannel === salesChannel))
          .length === 1,
    );
  const common = syncs.filter(([name, salesChannel]) => isOnAll(name, salesChannel));
  const calledInCommon = new Set([
    ...common.map(([name, salesChannel]) => `${name}/${salesChannel}`),
    ...common.flatMap(([name]) =>
      types[name].map((option) => `${name}: ${option.name}`).filter((one) => !one.includes('  ')),
    ),
  ]);
  const alone = stored.reduce((sum, things) => sum + new Set(things.map(({ thing }) => thing)).size, 0);
  const spared = [...calledInCommon].map((called) => {
    const values = stored.map((things) => [
      ...new Map(things.filter((one) => one.called === called).map((one) => [one.thing, one])).values(),
    ]);
    if (values.some((own) => own.length !== 1)) return 0;
    const all = values.flat();
    if (all.some(({ type }) => type !== all[0]!.type)) return 0;
    const agreeing = all.map(
      (one) => all.filter((other) => equalValues(one.type, one.value, other.value)).length,
    );
    return Math.max(0, ...agreeing.filter((many) => many / tenants.length >= share).map((many) => many - 1));
  });
  return alone - spared.reduce((sum, one) => sum + one, 0);
}

const documents = [
  'tenants: all\nsync: { name: Ebay, salesChannel: Shop }\ninterval: 5m\n',
  'tenants: all\nsync: { name: Ebay, salesChannel: eBay DE }\nconfigs: { Create orders: true }\n',
  'tenants: all\nsync: { name: Amazon, salesChannel: Amazon DE }\nwindows: [{ start: "0 5 * * *", duration: 1h, interval: 30m }]\n',
  'tenants: { region: de }\nsync: { name: Ebay, salesChannel: Shop }\nconfigs: { Create orders: false, Note: a }\n',
  'tenants: { region: de }\nsync: { name: Amazon, salesChannel: Amazon DE }\ninterval: 5m\nconfigs: { Items: 5 }\n',
  'tenant: tenant-0\nsync: { name: Ebay, salesChannel: eBay DE }\ninterval: 10m\nconfigs: { Note: a }\n',
  'tenant: tenant-0\nsync: { name: Amazon, salesChannel: Amazon DE }\nmode: observe\n',
  'tenants: [tenant-0, tenant-1]\nsync: { name: Ebay, salesChannel: Shop }\nwindows: [{ start: "0 5 * * *", duration: 1h, configs: { Note: b } }]\n',
];
const told = ({ code, message }: Problem) => `${code} ${message}`;
const trees = fc
  .subarray(documents)
  .map((texts) => texts.map((text, index) => ({ path: `mine-${index}.yaml`, text, values: 0 })));

describe('what tenants have in common', () => {
  it('and their exceptions leave a plan nothing to find, hold no secret, and are the fewest values', () => {
    fc.assert(
      fc.property(fleets, ({ tenants, share }) => {
        const files = pulled(tenants, share);
        expect(found(files, tenants)).toEqual({ problems: [], warnings: [], changes: [] });
        expect(JSON.stringify(files)).not.toContain('canary-7f3a');
        expect(valuesIn(files, tenants)).toBe(fewest(tenants, share));
      }),
      runs(100),
    );
  });

  it('beside documents that are there brings nothing that they do not bring alone', () => {
    fc.assert(
      fc.property(fleets, trees, ({ tenants, share }, there) => {
        const before = found(there, tenants);
        const files = pulled(tenants, share, there);
        const after = found([...there, ...files], tenants);
        expect(before.changes).toEqual(expect.arrayContaining(after.changes));
        expect(before.problems.map(told)).toEqual(expect.arrayContaining(after.problems.map(told)));
      }),
      runs(60),
    );
  });

  it('is the same in whatever order tenants and their syncs come', () => {
    fc.assert(
      fc.property(fleets, ({ tenants, share }) => {
        const turned = tenants.map((one) => ({ ...one, syncs: [...one.syncs].reverse() })).reverse();
        expect(pulled(turned, share)).toEqual(pulled(tenants, share));
      }),
      runs(25),
    );
  });
});
