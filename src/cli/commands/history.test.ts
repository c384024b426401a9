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

test.each(['since', 'until'])(
  'a --%s that is no time is wrong usage, and the forms are listed',
  async (flag) => {
    const { code, stdout, stderr } = await sollist(['history', `--${flag}=yesturday`, '--output=json']);
    expect([code, stdout]).toEqual([64, '']);
    expect(stderr).toContain('did you mean `yesterday`? A time is written like 2h, 23:00, +8h, today');
    expect(stderr).toContain('(sollist history --help shows what there is)');
  },
);

test('times are told and read in the configured time zone, whatever else is wrong with the settings', async () => {
  await wawi();
  write('syncs/ebay.yaml', 'sync: { name: Ebay, salesChannel: Shop }\ninterval: 5m\n');
  await sollist(['apply']);
  write('sollist.yaml', 'timezone: Pacific/Kiritimati\nmistake: 1\n');
  const { stdout } = await sollist(['history', '--since=today', '--until', 'today 02:01']);
  expect(stdout).toMatch(/^2026-03-05 \(Pacific\/Kiritimati\)\n02:00:00 /);
  expect((await sollist(['history', '--since=02:01'])).stdout).toMatch(/\n02:00:00 /);
  expect((await sollist(['history', '--since=+1m'])).stdout).toBe('Nothing in the journal matches.\n');
});
