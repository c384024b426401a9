import { expect, test } from 'vitest';
import { serveDaemon } from '../../../test/support/daemonServer.ts';
import { aState, aTenantState, tenantsOf } from '../../../test/support/daemonState.ts';
import { plain } from '../../base/paint.ts';
import { findStatus, statusOutputs } from './find.io.ts';

const going = new AbortController().signal;
const two = aState({ tenants: tenantsOf(aTenantState(), aTenantState({ name: 'globex' })) });

test('a daemon is asked by its URL or by where it listens, and told of those tenants that are asked for', async () => {
  const { url } = await serveDaemon({ daemon: two });
  const tenantsAt = async (where: Parameters<typeof findStatus>[0], ...names: string[]) => {
    const found = await findStatus(where, names, going);
    return found.ok && found.value.status.tenants.map(({ name }) => name);
  };
  expect(await tenantsAt(url)).toEqual(['acme', 'globex']);
  const port = Number(new URL(url).port);
  for (const host of ['127.0.0.1', '0.0.0.0'])
    expect(await tenantsAt({ host, port }, 'globex')).toEqual(['globex']);
});

test('a tenant that the daemon does not know is a mistake, with the name that was meant', async () => {
  const { url } = await serveDaemon({ daemon: two });
  expect(await findStatus(url, ['globe'], going)).toMatchObject({
    ok: false,
    why: { code: 'unknown-tenant', hint: expect.stringContaining('globex') },
  });
});

test('port 0 says nothing of where the daemon is; people read why on stderr, programs in one document', async () => {
  const found = await findStatus({ host: '127.0.0.1', port: 0 }, [], going);
  expect(found).toMatchObject({ why: { code: 'no-port' } });
  expect(statusOutputs.text(found, { paint: plain, width: 80 })).toBe('');
  expect(JSON.parse(statusOutputs.json(found)).problems).toMatchObject([{ code: 'no-port' }]);
});

test('an IPv6 address is asked in brackets', async () => {
  const found = await findStatus({ host: '::1', port: 1 }, [], going);
  expect(found).toMatchObject({ why: { message: expect.stringContaining('http://[::1]:1') } });
});
