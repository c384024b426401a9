import { expect, it } from 'vitest';
import { aSync } from '../../../test/support/build.ts';
import { aWawi, aWorld, tenantSettings } from '../../../test/support/correcting.ts';
import { aChange, anInterval, aPlan } from '../../../test/support/report.ts';
import { sha256 } from '../../base/hash.ts';
import { durationOfSeconds } from '../../model/duration.ts';
import { correctSaved } from './pass.io.ts';
import { readSavedPlan, type SavedPlan, savedPlanText } from './savedPlan.ts';

const tenants = [{ name: 'acme', managed: 1, unmanaged: [], standings: [] }];
const plan = { ...aPlan({ changes: [aChange({ fields: [anInterval()] })] }), tenants };
const options = { sha256, salt: 'salt', relative: (folder: string) => folder };

function saved(tenantId?: string): SavedPlan {
  return readSavedPlan(savedPlanText(plan, { ...options, tenantIdOf: () => tenantId }), sha256) as SavedPlan;
}

async function correctedFrom(interval: number, plan = saved(), names = ['acme']) {
  const { wawi, asked } = aWawi([aSync({ interval: durationOfSeconds(interval) })]);
  const { world } = aWorld(wawi);
  return { report: await correctSaved(plan, names.map(tenantSettings), world), asked };
}

it('what was reviewed is written, where nothing has changed since', async () => {
  const { report } = await correctedFrom(600);
  expect(report).toMatchObject({ kind: 'applied', changes: [{ outcome: 'applied' }] });
});

it('what is as wanted already is not written again', async () => {
  const { report, asked } = await correctedFrom(300);
  expect(report.kind).toBe('inSync');
  expect(asked).toEqual(['list']);
});

it('nothing is written of a plan of which anything has changed', async () => {
  const { report, asked } = await correctedFrom(60);
  expect(report).toMatchObject({ kind: 'refused', refusals: [{ code: 'stale' }] });
  expect(asked).toEqual(['list']);
});

it('nobody is asked where a name leads to another tenant now, or to none', async () => {
  for (const moved of [correctedFrom(600, saved('other')), correctedFrom(600, saved(), ['globex'])]) {
    const { report, asked } = await moved;
    expect(report).toMatchObject({ kind: 'refused', refusals: [{ code: 'stale' }] });
    expect(asked).toEqual([]);
  }
});
