import { expect, test } from 'vitest';
import { useHome } from '../../../test/support/home.ts';

const { write, path, sollist } = useHome();
const settings = 'tenants: { acme: { tenantId: 3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a10 } }\n';

test('good files are counted, and bad ones are problems on stdout with 1', async () => {
  write('sollist.yaml', settings);
  write('syncs/a.yaml', 'sync: { name: Ebay }\ninterval: 5m\n');
  expect(await sollist(['validate'])).toEqual({
    code: 0,
    stdout: 'Valid: 1 document in 2 files.\n',
    stderr: '',
  });
  write('syncs/b.yaml', 'sync: { name: Amazon }\ninterval: often\n');
  const { code, stdout, stderr } = await sollist(['validate']);
  expect([code, stderr]).toEqual([1, '']);
  expect(stdout).toContain(`${path('syncs/b.yaml')}:2:11`);
  expect((await sollist(['validate', path('syncs/a.yaml')])).code).toBe(0);
});

test('without files to check, what is missing is told in each format', async () => {
  write('sollist.yaml', settings);
  const { code, stdout } = await sollist(['validate', '--output=json']);
  expect([code, JSON.parse(stdout).problems[0].code]).toEqual([1, 'folder-missing']);
  expect((await sollist(['validate', '--output=github'])).stdout).toMatch(/^::error /);
});
