import { expect, test } from 'vitest';
import { known, useHome } from '../../test/support/home.ts';
import { fakeTerminal } from '../../test/support/terminal.ts';
import { correctAsSaved, correctDrift, lookForDrift } from './passes.ts';
import { loadToConnect, openSession } from './session.ts';

const { flags, path, read, wawi, write, sollist } = useHome();
const { terminal } = fakeTerminal(known);
const once = { stop: terminal.stop, allowChanges: undefined };

async function drifted(settings = '') {
  const { requests } = await wawi();
  write('sollist.yaml', read('sollist.yaml') + settings);
  write('syncs/ebay.yaml', 'sync: { name: Ebay, salesChannel: Shop }\ninterval: 5m\n');
  const posts = () => requests.filter(({ method, tenant }) => method === 'POST' && tenant !== null);
  return { posts, session: openSession(flags(), terminal) };
}

test('a look says what the safety rules would say, warns of stale catalogues, and sends nothing', async () => {
  const { posts, session } = await drifted('safety: { maxChanges: 0 }\n');
  write('syncs/.catalogue/default.json', '{');
  const report = await lookForDrift(session, await loadToConnect(session), terminal);
  expect(report.refusals).toMatchObject([{ code: 'max-changes' }]);
  expect(report.plan.warnings).toMatchObject([
    { origin: { file: `${path('syncs')}/.catalogue/default.json` } },
  ]);
  expect(posts()).toEqual([]);
});

test('a pass is held to the safety rules, unless it is allowed more this once', async () => {
  const { posts, session } = await drifted('safety: { maxChanges: 0 }\n');
  expect((await correctDrift(session, once)).report.kind).toBe('refused');
  expect(posts()).toEqual([]);
  expect((await correctDrift(session, { ...once, allowChanges: 1 })).report.kind).toBe('applied');
  expect(posts()).toHaveLength(1);
});

test('a saved plan is applied by itself; one that cannot be read is a problem, beside those of the settings', async () => {
  const { posts, session } = await drifted();
  await sollist(['plan', `--out=${path('plan.json')}`]);
  const missing = await correctAsSaved(path('no.json'), session, once);
  expect(missing.report).toMatchObject({ kind: 'problems', plan: { problems: [{}] } });
  write('edited.json', read('plan.json').replace('PT5M', 'PT1M'));
  expect((await correctAsSaved(path('edited.json'), session, once)).report.kind).toBe('refused');
  expect(posts()).toEqual([]);
  const rules = 'safety: { maxChanges: 0, allow: { changes: 1, until: 9999-01-01 } }\n';
  write('sollist.yaml', read('sollist.yaml') + rules);
  const { report } = await correctAsSaved(path('plan.json'), session, once);
  expect(report).toMatchObject({ kind: 'applied', plan: { allow: { changes: 1 } } });
});
