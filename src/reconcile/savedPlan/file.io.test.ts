import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useTempFolder } from '../../../test/support/folder.ts';
import { aChange, aPlan } from '../../../test/support/report.ts';
import { loadSavedPlan, savePlan } from './file.io.ts';

const at = useTempFolder();
const plan = aPlan({ changes: [aChange()] });

it('a plan that was saved is read back as it was', async () => {
  expect(await savePlan(plan, [], at('plan.json'))).toBeUndefined();
  const read = await loadSavedPlan(at('plan.json'));
  expect(read).toMatchObject({ kind: 'read', saved: { id: plan.id, changes: [{ tenant: 'acme' }] } });
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
