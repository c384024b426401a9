import { expect, test } from 'vitest';
import { fakeTerminal } from '../../test/support/terminal.ts';
import { type EmulatorFlags, serveEmulator } from './emulator.ts';

const flags: EmulatorFlags = {
  listen: { host: '127.0.0.1', port: 0 },
  ...{
    dialect: undefined,
    onPremise: false,
    tenants: 1,
    syncs: 3,
    seed: 1,
    fault: [],
    quota: undefined,
    output: 'json',
  },
};

test('it serves where it says until it is stopped', async () => {
  const stop = new AbortController();
  const { terminal, said } = fakeTerminal({ stop: stop.signal });
  const served = serveEmulator(flags, terminal);
  await expect.poll(() => said.stderr).not.toBe('');
  const { controlUrl, tenants } = JSON.parse(said.stdout);
  expect((await fetch(controlUrl)).ok).toBe(true);
  expect(tenants).toHaveLength(1);
  stop.abort('SIGTERM');
  expect(await served).toBe(0);
  await expect(fetch(controlUrl)).rejects.toThrow();
});

test('it says how much there is, and where only this machine reaches it there is nothing to warn of', async () => {
  const { terminal, said } = fakeTerminal({ stop: AbortSignal.abort() });
  await serveEmulator(flags, terminal);
  expect(said.stderr).toContain('1 tenant with 3 syncs each');
  expect(said.stderr).not.toContain('Careful');
});

test('an address that it cannot have is one document', async () => {
  const { terminal, said } = fakeTerminal();
  const listen = { host: 'no-such-host.invalid', port: 1 };
  expect(await serveEmulator({ ...flags, listen }, terminal)).toBe(1);
  expect(JSON.parse(said.stdout).problems).toMatchObject([{ code: 'listen' }]);
  expect(said.stderr).toContain('is no address of this machine');
});
