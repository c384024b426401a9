import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useTempFolder } from '../../../test/support/folder.ts';
import { aChange, anOptionChange, aPlan } from '../../../test/support/report.ts';
import { loadSavedPlan, removeSavedPlan, savePlan } from './file.io.ts';

const at = useTempFolder();
const plan = aPlan({ changes: [aChange()] });

it('a plan that was saved is read back as it was', async () => {
  expect(await savePlan(plan, [], at('plan.json'))).toBeUndefined();
  const read = await loadSavedPlan(at('plan.json'));
  expect(read).toMatchObject({ kind: 'read', saved: { id: plan.id, changes: [{ tenant: 'acme' }] } });
});

it('one that is larger than a file of the desired state may be is read back too', async () => {
  const change = aChange({ fields: [anOptionChange({ after: 'x'.repeat(1_000_000) })] });
  const changes = Array.from({ length: 12 }, (_, at) => ({ ...change, tenant: `t${at}` }));
  expect(await savePlan(aPlan({ changes }), [], at('plan.json'))).toBeUndefined();
  expect(statSync(at('plan.json')).size).toBeGreaterThan(10_000_000);
  expect(await loadSavedPlan(at('plan.json'))).toMatchObject({ kind: 'read' });
});

it('an older one goes, so that nobody takes it for the new one; its link stays', async () => {
  await savePlan(plan, [], at('plan.json'));
  symlinkSync('plan.json', at('link.json'));
  expect(await removeSavedPlan(at('link.json'))).toBeUndefined();
  expect([existsSync(at('plan.json')), readlinkSync(at('link.json'))]).toEqual([false, 'plan.json']);
  expect(await removeSavedPlan(at('link.json'))).toBeUndefined();
});

it('nothing goes that could not be applied, and nobody waits for a pipe', async () => {
  execFileSync('mkfifo', [at('pipe')]);
  for (const text of ['', '{}', 'sync: { name: Ebay }\n', '{"formatVersion":"1.0","changes":[]}']) {
    writeFileSync(at('other.yaml'), text);
    expect(await removeSavedPlan(at('other.yaml'))).toBeUndefined();
    expect(readFileSync(at('other.yaml'), 'utf8')).toBe(text);
  }
  for (const path of ['pipe', '.']) expect(await removeSavedPlan(at(path))).toBeUndefined();
  expect(existsSync(at('pipe'))).toBe(true);
});

it('one of tenants of which none answered is not written', async () => {
  const silent = aPlan({ failures: [{ tenant: 'acme', code: 'timeout', message: 'no answer' }] });
  expect(await savePlan(silent, [], at('plan.json'))).toMatchObject({ code: 'not-saved' });
});

it('one with problems is not written at all', async () => {
  const broken = aPlan({ problems: [{ code: 'yaml', message: 'out of place' }] });
  expect(await savePlan(broken, [], at('plan.json'))).toMatchObject({ code: 'not-saved' });
  expect(await loadSavedPlan(at('plan.json'))).toMatchObject({ kind: 'problem' });
});

it('a path where nothing can be written is a problem', async () => {
  expect(await savePlan(plan, [], at('none', 'plan.json'))).toMatchObject({ code: 'not-written' });
});

it('a file that is no saved plan is refused, which is another thing than one that cannot be read', async () => {
  writeFileSync(at('plan.json'), '{}');
  expect(await loadSavedPlan(at('plan.json'))).toMatchObject({
    kind: 'refused',
    refusal: { code: 'saved-plan' },
  });
});
