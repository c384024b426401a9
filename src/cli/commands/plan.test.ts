import { expect, test } from 'vitest';
import { useHome } from '../../../test/support/home.ts';

const { wawi, write, path, read, sollist } = useHome();
const documented = (interval: string) =>
  write('syncs/ebay.yaml', `sync: { name: Ebay, salesChannel: Shop }\ninterval: ${interval}\n`);

test('drift is on stdout, and the exit code tells of it only where that is asked for', async () => {
  const { requests } = await wawi();
  documented('5m');
  const { stdout, ...rest } = await sollist(['plan']);
  expect(rest).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('interval   10m → 5m');
  expect((await sollist(['plan', '--detailed-exitcode'])).code).toBe(2);
  expect(requests.some(({ method, tenant }) => method === 'POST' && tenant !== null)).toBe(false);
});

test('a plan is saved where --out says, and one that cannot be saved is an error beside its report', async () => {
  await wawi();
  documented('5m');
  expect(await sollist(['plan', `--out=${path('plan.json')}`])).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(read('plan.json'))).toMatchObject({ changes: [{ tenant: 'default' }] });
  const { code, stdout, stderr } = await sollist(['plan', `--out=${path('no/such/plan.json')}`]);
  expect([code, stdout]).toEqual([1, expect.stringContaining('10m → 5m')]);
  expect(stderr).toMatch(/^error: .*plan\.json/);
});
