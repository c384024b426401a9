import { expect, test } from 'vitest';
import { useHome } from '../../../test/support/home.ts';

const { wawi, write, sollist } = useHome();

test('why a sync is as it is stands on stdout, with 1 where it is not there', async () => {
  const { requests } = await wawi();
  write('syncs/ebay.yaml', 'sync: { name: Ebay, salesChannel: Shop }\ninterval: 5m\n');
  const { stdout, ...rest } = await sollist(['explain', 'Ebay (Shop)', 'interval']);
  expect(rest).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /^default \/ Ebay \(Shop\)\n {2}interval {2}5m {4}Wawi has 10m ✗\n {4}▸ 5m {2}\S+:2 {3}by name$/m,
  );
  expect(await sollist(['explain', 'default/Ebey'])).toMatchObject({ code: 1 });
  expect(requests.some(({ method, tenant }) => method === 'POST' && tenant !== null)).toBe(false);
});

test.each([
  [['explain', 'default/'], 'names no sync'],
  [['explain', 'default/Ebay', '--tenant=default'], '--tenant does not go with'],
])('%j is wrong usage', async (args, words) => {
  expect(await sollist(args)).toMatchObject({ code: 64, stdout: '', stderr: expect.stringContaining(words) });
});
