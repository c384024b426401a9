import { describe, expect, it } from 'vitest';
import { aClaim, aSync, env, noTimes, wants } from '../../test/support/build.ts';
import { aWawi, aWorld, tenantSettings } from '../../test/support/correcting.ts';
import type { Desired } from '../desired/desired.ts';
import type { Claim } from '../model/claim.ts';
import type { Problem } from '../problems/problem.ts';
import { correct, look } from './pass.io.ts';

const tenants = [tenantSettings('acme')];

function desiredBy(claims: readonly Claim[], problems: readonly Problem[] = []): Desired {
  const tree = { files: [], problems: [], warnings: [], hash: `sha256:${'0'.repeat(64)}` };
  return { tree, documents: [], claims, times: noTimes, problems, warnings: [] };
}

describe('a pass that corrects', () => {
  it('writes what differs and records it; the next one has nothing to do, and records nothing', async () => {
    const { wawi, asked } = aWawi([aSync()]);
    const { world, recorded } = aWorld(wawi);
    const desired = desiredBy([aClaim()]);
    const report = await correct(desired, tenants, world);
    expect(report).toMatchObject({ kind: 'applied', changes: [{ outcome: 'applied' }] });
    expect(recorded).toMatchObject([{ revision: 'abc', changes: [{ outcome: 'applied' }] }]);
    const before = asked.length;
    expect((await correct(desired, tenants, world)).kind).toBe('inSync');
    expect(asked.slice(before)).toEqual(['list']);
    expect(recorded).toHaveLength(1);
  });

  it('writes nothing that the safety rules refuse', async () => {
    const { wawi, asked } = aWawi([aSync()]);
    const { world } = aWorld(wawi, { policy: { maxChanges: 0, maxShare: 1 } });
    const report = await correct(desiredBy([aClaim()]), tenants, world);
    expect(report).toMatchObject({ kind: 'refused', refusals: [{ code: 'max-changes' }] });
    expect(asked).toEqual(['list']);
  });

  it('asks no tenant where a file has a problem, or a secret cannot be read', async () => {
    const { wawi, asked } = aWawi([aSync()]);
    const { world } = aWorld(wawi);
    const broken = desiredBy([aClaim()], [{ code: 'yaml', message: 'out of place' }]);
    const secretless = desiredBy([aClaim({ layers: [wants(undefined, { 'Access key': env('KEY') })] })]);
    const reports = await Promise.all([broken, secretless].map((one) => correct(one, tenants, world)));
    expect(reports.map(({ plan }) => plan.problems.map(({ code }) => code))).toEqual([['yaml'], ['secret']]);
    expect(asked).toEqual([]);
  });
});

it('two syncs of which a document may mean either are not unmanaged', async () => {
  const called = (id: string, name: string) => ({ ...aSync(), id, name, salesChannel: id });
  const { wawi } = aWawi([called('s1', 'Ebay'), called('s2', 'Ebay'), called('s3', 'Otto')]);
  const { world } = aWorld(wawi);
  const { plan } = await look(desiredBy([aClaim()]), tenants, world, world.stop);
  expect(plan.problems).toMatchObject([{ code: 'ambiguous-sync' }]);
  expect(plan.summary.unmanaged).toBe(1);
  expect(plan.tenants).toMatchObject([{ unmanaged: [{ name: 'Otto' }] }]);
});

it('a pass that looks plans the same, and sends no write', async () => {
  const { wawi, asked } = aWawi([aSync()]);
  const { world } = aWorld(wawi);
  const unread = wants(undefined, { 'Access key': env('KEY') });
  const claims = [aClaim(), aClaim({ tenant: 'of no concern now', layers: [unread] })];
  const { plan } = await look(desiredBy(claims), tenants, world, world.stop);
  expect(plan.summary).toMatchObject({ changes: 1, problems: 0, failures: 0 });
  expect(asked).toEqual(['list']);
});
