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

test('a plan for another moment asks for what the files want then, and says for when it is', async () => {
  await wawi();
  const night = 'windows: [{ start: "0 22 * * *", duration: 8h, interval: 20m }]\n';
  const frozen = 'suspend: { reason: freeze, until: 2026-03-06 }\n';
  write('syncs/ebay.yaml', `sync: { name: Ebay, salesChannel: Shop }\ninterval: 10m\n${night}`);
  write('syncs/amazon.yaml', `sync: { name: Amazon }\ninterval: 1h\n${frozen}`);
  const planned = (...args: readonly string[]) => sollist(['plan', '--timezone=Europe/Berlin', ...args]);
  const plan = async (at: string) => JSON.parse((await planned('--output=json', `--at=${at}`)).stdout);

  expect(JSON.parse((await planned('--output=json')).stdout)).not.toHaveProperty('at');
  expect(await plan('22:00')).toMatchObject({
    at: '2026-03-04T21:00:00.000Z',
    changes: [{ fields: [{ field: 'interval', after: 'PT20M' }] }],
    summary: { suspended: 1 },
  });
  expect(await plan('tomorrow 06:00')).toMatchObject({ changes: [], summary: { suspended: 1 } });
  expect(await plan('2026-03-05T05:59:59+01:00')).toMatchObject({ summary: { changes: 1 } });
  const { stdout, code } = await planned('--at', 'Fri 00:00');
  expect(code).toBe(0);
  expect(stdout).toContain('warning: the suspension has ended');
  expect(stdout).toMatch(
    /\nPlan for Fri 2026-03-06 00:00 \(Europe\/Berlin\): 2 syncs to change \(2 values\)/,
  );
  expect((await planned('--at=-12h')).stdout).toContain('Plan for Wed 2026-03-04 01:00 (Europe/Berlin): ');
});

test('what safety.allow lifts counts at the moment that is planned for', async () => {
  await wawi();
  documented('5m');
  write(
    'sollist.yaml',
    `${read('sollist.yaml')}safety: { maxChanges: 0, allow: { changes: 5, until: 2026-03-06 } }\n`,
  );
  const plan = async (...at: readonly string[]) => (await sollist(['plan', '--timezone=UTC', ...at])).stdout;
  expect(await plan()).toContain('safety.allow until Fri 2026-03-06');
  expect(await plan()).not.toContain('would be refused');
  const later = await plan('--at=2026-03-06');
  expect(later).toContain('would be refused');
  expect(later).not.toContain('safety.allow until');
});

test('--at is wrong usage with --out, and where it is no time', async () => {
  expect(await sollist(['plan', '--at=23:00', '--out=plan.json'])).toMatchObject({
    ...{ code: 64, stdout: '' },
    stderr: expect.stringContaining('--at does not go with --out'),
  });
  expect(await sollist(['plan', '--at=8h', '--output=json'])).toMatchObject({
    ...{ code: 64, stdout: '' },
    stderr: expect.stringContaining('did you mean `+8h`? A time is written like 23:00, +8h, '),
  });
});

test('how long applying takes is foretold by the quota, in every output', async () => {
  const clock = clockThatSleeps();
  const quota = { limit: 4, intervalSeconds: 60, scope: 'client' } as const;
  await wawi({ tenants: 3, quota, now: clock.now, monotonic: clock.now });
  write('syncs/all.yaml', 'tenants: all\nsync: { name: Ebay, salesChannel: Shop }\ninterval: 5m\n');
  const planned = async (...args: readonly string[]) => (await sollist(['plan', ...args], { clock })).stdout;
  const words = /^Applying takes about \d+ (?:s|min): 3 requests, the quota lets 4 a minute through\.$/m;
  expect(await planned()).toMatch(words);
  expect(await planned('--output=markdown')).toMatch(words);
  const { forecast } = JSON.parse(await planned('--output=json'));
  expect(forecast).toEqual({ requests: 3, seconds: expect.any(Number), limitedBy: 'quota' });
  expect(JSON.parse(await planned('--output=json', '--at=+1h'))).not.toHaveProperty('forecast');
});

/** A clock that passes over whatever is slept. */
function clockThatSleeps() {
  let now = Date.parse('2026-03-04T12:00:00Z');
  return {
    now: () => now,
    monotonic: () => now,
    async sleep(milliseconds: number) {
      now += milliseconds;
    },
  };
}
