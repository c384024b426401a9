import { expect, test } from 'vitest';
import { useHome } from '../../../test/support/home.ts';

const { wawi, write, path, sollist } = useHome();
const ebay = 'sync: { name: Ebay, salesChannel: Shop }\ninterval: 5m\n';

test('what differs is corrected, which stdout says, and nothing is left for the next time', async () => {
  await wawi();
  write('syncs/ebay.yaml', ebay);
  const { stdout, ...rest } = await sollist(['apply']);
  expect(rest).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('✓ interval   10m → 5m');
  expect((await sollist(['apply'])).stdout).toMatch(/^No changes\./);
});

test('a saved plan is applied instead of the files, and takes no --tenant beside it', async () => {
  await wawi();
  write('syncs/ebay.yaml', ebay);
  await sollist(['plan', `--out=${path('plan.json')}`]);
  write('syncs/ebay.yaml', ebay.replace('5m', '7m'));
  const both = await sollist(['apply', path('plan.json'), '--tenant=default']);
  expect(both).toMatchObject({ code: 64, stdout: '', stderr: expect.stringContaining('applied whole') });
  expect((await sollist(['apply', path('plan.json')])).stdout).toContain('10m → 5m');
});

test('more changes than the safety rules allow are refused with 3, until --allow-changes lifts that', async () => {
  await wawi();
  write('syncs/ebay.yaml', ebay);
  expect(await sollist(['apply', '--max-changes=0'])).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('--allow-changes'),
  });
  expect((await sollist(['apply', '--max-changes=0', '--allow-changes=1'])).code).toBe(0);
});
