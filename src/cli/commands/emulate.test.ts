import { expect, test } from 'vitest';
import { useHome } from '../../../test/support/home.ts';
import { fakeTerminal } from '../../../test/support/terminal.ts';
import { run } from '../program.ts';

const { wawi } = useHome();

test('the settings that reach it are on stdout, and its secret is on stderr', async () => {
  const { terminal, said } = fakeTerminal({ stop: AbortSignal.abort('SIGINT') });
  expect(await run(['emulate', '--listen=127.0.0.1:0', '--tenants=2'], terminal)).toBe(0);
  expect(said.stdout).toMatch(
    /^# sollist\.yaml for .*\napi: \{ baseUrl: "http:.*\n(?:.*\n){2} {2}tenant-0001:/,
  );
  expect(said.stderr).toContain('export JTL_CLIENT_SECRET=');
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
