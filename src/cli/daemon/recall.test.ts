import { expect, test } from 'vitest';
import { useHome } from '../../../test/support/home.ts';
import { fakeTerminal } from '../../../test/support/terminal.ts';
import type { LastGood } from '../../memory/memory.io.ts';
import { loadToConnect, openSession } from '../session.ts';
import { keepFiles, recallFiles } from './recall.ts';

const home = useHome();

test.each([
  ['as they were', {}, true],
  ['for a tenant that is not theirs', { tenant: ['nobody'] }, false],
])('files come back %s', async (_, changes, isGood) => {
  await home.wawi();
  home.write('syncs/a.yaml', 'sync: { name: Ebay, salesChannel: Shop }\ninterval: 5m\n');
  const { terminal } = fakeTerminal({ env: { JTL_CLIENT_SECRET: 'x' } });
  const flags = home.flags();
  const loaded = await loadToConnect(openSession(flags, terminal));
  const { hash } = loaded.desired.tree;
  const inForce = { revision: 'abc', treeHash: hash, since: 1 };
  let kept: LastGood | undefined;
  const memory = {
    async keepLastGood(good: LastGood) {
      kept = good;
    },
    lastGood: async () => kept,
  };
  await keepFiles(memory, flags, { inForce, bad: { since: 1, problems: [] } } as never, loaded);
  expect(kept).toBeUndefined();
  await keepFiles(memory, flags, { inForce } as never, loaded);
  kept = JSON.parse(JSON.stringify(kept)) as LastGood;
  const session = openSession({ ...flags, ...changes }, terminal);
  const { enforced, inForce: again } = await recallFiles(memory, flags, session);
  expect([enforced?.tree.hash, again]).toEqual(isGood ? [hash, inForce] : [undefined, undefined]);
  if (isGood) expect(enforced?.chosen).toEqual(loaded.chosen);
});
