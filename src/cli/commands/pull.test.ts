import { expect, test } from 'vitest';
import { useHome } from '../../../test/support/home.ts';

const { wawi, write, read, path, sollist } = useHome();

test('each sync becomes a file that stdout names, and a second time they are in the way', async () => {
  await wawi({ syncs: 2 });
  const { stdout, ...rest } = await sollist(['pull']);
  expect(rest).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(`${path('syncs')}/default/ebay-shop.yaml\n`);
  expect(stdout).toMatch(/^2 files written\./m);
  expect(await sollist(['pull'])).toMatchObject({ code: 1, stdout: expect.stringContaining('file-exists') });
});

test('--update writes live values into a file that is there, and --dry-run only shows them', async () => {
  await wawi();
  const text = 'sync: { name: Ebay, salesChannel: Shop }\ninterval: 5m # fast\n';
  write('syncs/ebay.yaml', text);
  expect((await sollist(['pull', '--update', '--dry-run'])).stdout).toContain('+interval: 10m # fast');
  expect(read('syncs/ebay.yaml')).toBe(text);
  expect((await sollist(['pull', '--update', '--field=interval'])).code).toBe(0);
  expect(read('syncs/ebay.yaml')).toBe(text.replace('5m', '10m'));
});
