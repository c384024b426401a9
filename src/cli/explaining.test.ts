import { expect, test } from 'vitest';
import { known, useHome } from '../../test/support/home.ts';
import { fakeTerminal } from '../../test/support/terminal.ts';
import { explainOnce } from './explaining.ts';

const { flags, wawi, write, read } = useHome();
const { terminal } = fakeTerminal(known);

async function asked(changes: { offline?: boolean } = {}) {
  const more = { at: undefined, offline: false, ...changes };
  const { answer } = await explainOnce({ sync: 'Ebay (Shop)' }, { ...flags(), ...more }, terminal);
  return answer;
}

test('each tenant is asked once, unless nobody is to be', async () => {
  const { requests } = await wawi();
  write('syncs/ebay.yaml', 'sync: { name: Ebay, salesChannel: Shop }\ninterval: 5m\n');
  expect(await asked({ offline: true })).toMatchObject({ isOffline: true, syncs: [{ isAnswered: false }] });
  expect(requests).toHaveLength(0);
  expect(await asked()).toMatchObject({ isOffline: false, syncs: [{ isAnswered: true, holds: [] }] });
  expect(requests.filter(({ tenant }) => tenant !== null)).toHaveLength(1);
});

test('what safety rules would refuse is held back, and a secret that cannot be read is a problem', async () => {
  await wawi();
  write('sollist.yaml', `${read('sollist.yaml')}safety: { maxChanges: 0 }\n`);
  const configs = 'configs: { Access key: { env: NOT_SET } }\n';
  write('syncs/ebay.yaml', `sync: { name: Ebay, salesChannel: Shop }\ninterval: 5m\n${configs}`);
  expect(await asked()).toMatchObject({
    syncs: [{ holds: [{ rule: 'refused', reason: '1 sync would change, safety.maxChanges is 0' }] }],
    problems: [{ code: 'secret' }],
  });
  write(
    'sollist.yaml',
    read('sollist.yaml').replace('maxChanges: 0', '$&, allow: { changes: 1, until: 9999-01-01 }'),
  );
  expect((await asked()).syncs).toMatchObject([{ holds: [] }]);
});

test('bad files are told, and nothing is explained by them', async () => {
  const { requests } = await wawi();
  write('syncs/ebay.yaml', 'interval: [\n');
  expect(await asked()).toMatchObject({ syncs: [], problems: [{ code: 'yaml' }] });
  expect(requests).toHaveLength(0);
});
