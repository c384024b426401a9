import { expect, test } from 'vitest';
import { useHome } from '../../../test/support/home.ts';

const { wawi, write, path, read, sollist } = useHome();

test('a file for each tenant is written and named on stdout, with what it is good for', async () => {
  await wawi({ tenants: [{ name: 'acme' }] });
  const { code, stdout, stderr } = await sollist(['catalogue']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/\/\.catalogue\/acme\.json\n1 catalogue written\. Commit them/);
  expect(JSON.parse(read('syncs/.catalogue/acme.json'))).toMatchObject({ tenant: 'acme' });
});

test('a setting that is bad is a problem with the line that it stands on, and nothing is asked', async () => {
  const { requests } = await wawi();
  write('sollist.yaml', 'schedule: often\ntenants: { a: { tenantId: x } }\n');
  const { code, stdout } = await sollist(['catalogue']);
  expect(code).toBe(1);
  expect(stdout).toContain(`${path('sollist.yaml')}:1:11`);
  expect(stdout).toContain('1 | schedule: often');
  expect(requests).toEqual([]);
});
