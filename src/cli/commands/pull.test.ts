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

test('what documents for all tenants want is left out, and --new writes only what no document names', async () => {
  await wawi({ syncs: 2 });
  write('.vscode/sollist.schema.json', '{}');
  const all = 'tenants: all\nsync: { name: Ebay, salesChannel: Shop }\n';
  write('syncs/all/ebay.yaml', `${all}interval: 5m\nconfigs: { Create orders: true, Items per run: 200 }\n`);
  expect((await sollist(['pull'])).stdout).toMatch(/^2 files written\. `sollist plan` finds nothing/m);
  const exception = read('syncs/default/ebay-shop.yaml');
  expect(exception.split('\n', 4)).toEqual([
    '# yaml-language-server: $schema=../../.vscode/sollist.schema.json',
    'sync: { name: Ebay, salesChannel: Shop }',
    'interval: 10m',
    'configs:',
  ]);
  expect(exception).toContain('\n  Create orders: false\n');
  expect(exception).not.toContain('Items per run');
  expect((await sollist(['plan'])).stdout).toContain('No changes.');

  expect((await sollist(['pull', '--new'])).stdout).toBe(
    '0 files written. Documents name 2 syncs already.\n',
  );
  write('syncs/default/ebay-shop.yaml', '# mine\n');
  write('syncs/all/ebay.yaml', '');
  const { stdout, code } = await sollist(['pull', '--new']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/default\/ebay-shop-[0-9a-f]{8}\.yaml\n/);
  expect(stdout).toContain('1 file written. Documents name 1 more sync.');
  expect(read('syncs/default/ebay-shop.yaml')).toBe('# mine\n');
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
