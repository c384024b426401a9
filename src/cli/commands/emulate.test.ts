import { expect, test } from 'vitest';
import { useHome } from '../../../test/support/home.ts';
import { fakeTerminal } from '../../../test/support/terminal.ts';
import { run } from '../program.ts';

const home = useHome();
const { wawi } = home;

test('the settings that reach it are on stdout, and its secret is on stderr', async () => {
  const { terminal, said } = fakeTerminal({ stop: AbortSignal.abort('SIGINT') });
  expect(await run(['emulate', '--listen=127.0.0.1:0', '--tenants=2'], terminal)).toBe(0);
  expect(said.stdout).toMatch(
    /^# sollist\.yaml for .*\napi: \{ baseUrl: "http:.*\n(?:.*\n){2} {2}tenant-0001:/,
  );
  expect(said.stderr).toContain('export JTL_CLIENT_SECRET=');
});

test('on-premise each tenant has an address of its own and a key, which is read from a variable', async () => {
  const { sollist, write } = home;
  write('syncs/all.yaml', 'tenants: all\nsync: { name: Amazon }\ninterval: 25m\n');
  for (const [count, keys] of [
    [1, ['JTL_API_KEY']],
    [2, ['JTL_API_KEY_TENANT_0001', 'JTL_API_KEY_TENANT_0002']],
  ] as const) {
    const stop = new AbortController();
    const { terminal, said } = fakeTerminal({ stop: stop.signal });
    const args = ['emulate', '--on-premise', '--listen=127.0.0.1:0', `--tenants=${count}`];
    const served = run(args, terminal);
    await expect.poll(() => said.stderr).not.toBe('');
    write('sollist.yaml', said.stdout);
    const exported = [...said.stderr.matchAll(/export (\w+)=(\S+)/g)].map(([, name, key]) => [name, key]);
    expect(exported.map(([name]) => name)).toEqual(keys);
    const { code, stdout } = await sollist(['apply'], { env: Object.fromEntries(exported) });
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining(`${count} sync${count > 1 ? 's' : ''} corrected`),
    ]);
    stop.abort('SIGTERM');
    expect(await served).toBe(0);
    expect(said.stdout).toContain('version: "1.1"');
  }
});

test('a port that is taken is an error that says what to do', async () => {
  const { host } = new URL((await wawi()).url);
  const { terminal, said } = fakeTerminal();
  expect(await run(['emulate', `--listen=${host}`], terminal)).toBe(1);
  expect(said).toEqual({ stdout: '', stderr: expect.stringContaining(`${host} is in use`) });
  expect(said.stderr).toContain('0 picks one that is free');
});

test.each(['--tenants=0', '--syncs=many', '--fault=503=2'])('%s is wrong usage', async (flag) => {
  const { terminal, said } = fakeTerminal();
  expect(await run(['emulate', flag], terminal)).toBe(64);
  expect(said).toEqual({ stdout: '', stderr: expect.stringMatching(/^error: /) });
});
