import { expect, test } from 'vitest';
import { known, useHome } from '../../test/support/home.ts';
import { fakeTerminal } from '../../test/support/terminal.ts';
import { loadSettingsToConnect, loadToConnect, observeTenants, openSession } from './session.ts';
import type { Terminal } from './terminal.ts';

const { flags, wawi, write } = useHome();

function open(changes: Partial<Terminal> = {}) {
  const { terminal, said } = fakeTerminal({ ...known, ...changes });
  return { session: openSession(flags(), terminal), terminal, said };
}

test('a secret that cannot be read stands in the way of the first request', async () => {
  await wawi();
  const { session } = open({ env: {} });
  const missing = { code: 'secret', message: expect.stringContaining('JTL_CLIENT_SECRET') };
  expect((await loadToConnect(session)).desired.problems).toMatchObject([missing]);
  expect((await loadSettingsToConnect(session)).problems).toMatchObject([missing]);
});

test('settings that are bad may be the reason, so nobody asks for secrets', async () => {
  await wawi();
  write('sollist.yaml', 'tenants: { a: { tenantId: x } }\nauth: { clientSecret: { env: NONE } }\nodd: 1\n');
  const { session } = open({ env: {} });
  const { problems } = await loadSettingsToConnect(session);
  expect(problems.map(({ code }) => code)).not.toContain('secret');
  expect((await loadToConnect(session)).desired.problems).toEqual(problems);
});

test('each tenant is read, and whoever looks on sees how far that is, until it is done', async () => {
  const { requests } = await wawi({ tenants: 2 });
  const { session, terminal, said } = open({ isTerminal: { stdout: true, stderr: true } });
  const loaded = await loadSettingsToConnect(session);
  const { tenants, failures } = await observeTenants(session, loaded, terminal.stop);
  expect([tenants.map(({ name }) => name), failures]).toEqual([['tenant-0001', 'tenant-0002'], []]);
  expect(requests.filter(({ method }) => method === 'GET')).toHaveLength(2);
  expect(said.stderr).toContain('reading 1 of 2');
  expect(said.stderr.endsWith('\r\u001b[K')).toBe(true);
});
