import { expect, test } from 'vitest';
import { useHome } from '../../../test/support/home.ts';

const { wawi, write, sollist } = useHome();

test('where nothing was done yet, that is said with 0', async () => {
  const { code, stdout, stderr } = await sollist(['history']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('.sollist');
  expect((await sollist(['history', '--verify'])).code).toBe(0);
});

test('what apply has written is told of, as people and as programs read it', async () => {
  await wawi();
  write('syncs/ebay.yaml', 'sync: { name: Ebay, salesChannel: Shop }\ninterval: 5m\n');
  await sollist(['apply']);
  expect((await sollist(['history'])).stdout).toMatch(/Ebay \(Shop\) .*interval 10m → 5m .*applied/);
  const { records } = JSON.parse((await sollist(['history', '--output=json'])).stdout);
  expect(records).toMatchObject([{ tenant: 'default', outcome: 'applied' }]);
});

test('a moment that is none is wrong usage', async () => {
  const { code, stdout, stderr } = await sollist(['history', '--since=someday']);
  expect([code, stdout]).toEqual([64, '']);
  expect(stderr).toMatch(/^error: .*someday.*\n\(sollist history --help/);
});
