import { expect, test } from 'vitest';
import { aTenant } from '../../../test/support/build.ts';
import { fakeClock } from '../../../test/support/clock.ts';
import { acme, globex } from '../../../test/support/daemonInputs.ts';
import { aTenantState, minute, noon, tenantsOf } from '../../../test/support/daemonState.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import { createLooks } from './looks.io.ts';

function looks() {
  const asked: string[] = [];
  const clock = fakeClock(noon);
  const lookAt = createLooks({
    clock,
    stop: new AbortController().signal,
    async open({ name }) {
      asked.push(name);
      if (name === globex.name)
        throw new WorldFailure('no answer', { code: 'timeout', call: 'GET', retriable: true });
      return { acceptsNull: true, list: async () => aTenant().syncs, status: async () => [] };
    },
  });
  return { asked, clock, lookAt };
}

const nobodyFails = { tenants: new Map() };

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
