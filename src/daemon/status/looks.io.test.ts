import { expect, test, vi } from 'vitest';
import { aTenant } from '../../../test/support/build.ts';
import { fakeClock } from '../../../test/support/clock.ts';
import { acme, globex } from '../../../test/support/daemonInputs.ts';
import { aTenantState, minute, noon, tenantsOf } from '../../../test/support/daemonState.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import { createLooks } from './looks.io.ts';

function looks() {
  const asked: string[] = [];
  const clock = fakeClock(noon);
  const open = async ({ name }: { readonly name: string }) => ({
    acceptsNull: true,
    async list() {
      asked.push(name);
      if (name === globex.name)
        throw new WorldFailure('no answer', { code: 'timeout', call: 'GET', retriable: true });
      return aTenant().syncs;
    },
    status: async () => [],
    configure: async () => ({ attempts: 1 }),
  });
  const { lookAt, hearing } = createLooks({ clock, stop: new AbortController().signal, open });
  return { asked, clock, lookAt, passOpens: hearing(open) };
}

const nobodyFails = { tenants: new Map() };
const glance = { isGlance: true };

test('a tenant is asked once for all who ask within two seconds, and then again', async () => {
  const { asked, clock, lookAt } = looks();
  for (let times = 0; times < 3; times += 1) await lookAt([acme], nobodyFails, 8);
  expect(asked).toEqual([acme.name]);
  clock.pass(2_000);
  const { tenants } = await lookAt([acme], nobodyFails, 8);
  expect(tenants.map(({ name }) => name)).toEqual([acme.name]);
  expect(asked).toHaveLength(2);
});

test('one that fails does not keep others from being told, and one that backs off is not asked', async () => {
  const { asked, lookAt } = looks();
  expect(await lookAt([acme, globex], nobodyFails, 1)).toMatchObject({
    tenants: [{ name: acme.name }],
    failures: [{ tenant: globex.name, code: 'timeout' }],
  });
  const failure = { tenant: 'acme', code: 'unreachable', message: 'gone' } as const;
  const failing = { failure, since: noon, times: 1, retryAt: noon + minute };
  const state = { tenants: tenantsOf(aTenantState({ failing })) };
  expect(await lookAt([acme], state, 1)).toEqual({ tenants: [], failures: [failure] });
  expect(asked).toEqual([acme.name, globex.name]);
});

test('who glances again and again sees what passes read, and asks nobody', async () => {
  const { asked, clock, lookAt, passOpens } = looks();
  await lookAt([acme], nobodyFails, 8, undefined, glance);
  for (let pass = 0; pass < 5; pass += 1) {
    clock.pass(4 * minute);
    await (await passOpens(acme)).list();
    const { tenants } = await lookAt([acme], nobodyFails, 8, undefined, glance);
    expect(tenants).toMatchObject([{ name: acme.name, readAt: clock.now() }]);
  }
  expect(asked).toHaveLength(1 + 5);
});

test('what was written makes it old, and so do five minutes', async () => {
  const { asked, clock, lookAt, passOpens } = looks();
  await lookAt([acme], nobodyFails, 8, undefined, glance);
  await (await passOpens(acme)).configure();
  clock.pass(2_000);
  await lookAt([acme], nobodyFails, 8, undefined, glance);
  clock.pass(5 * minute);
  await lookAt([acme], nobodyFails, 8, undefined, glance);
  expect(asked).toHaveLength(3);
});

test('a glance does not wait for a slow tenant, and a later one sees what it has told', async () => {
  const clock = fakeClock(noon);
  let answer: (syncs: ReturnType<typeof aTenant>['syncs']) => void = () => {};
  const list = () => new Promise<ReturnType<typeof aTenant>['syncs']>((resolve) => (answer = resolve));
  const open = async () => ({ acceptsNull: true, list, status: async () => [] });
  const { lookAt } = createLooks({ clock, stop: new AbortController().signal, open });
  const look = () => lookAt([acme], nobodyFails, 8, undefined, glance);
  const first = look();
  await vi.waitUntil(() => clock.sleeping() > 0);
  clock.pass(1_000);
  expect(await first).toEqual({ tenants: [], failures: [] });
  answer(aTenant().syncs);
  await vi.waitUntil(async () => (await look()).tenants.length === 1);
});
