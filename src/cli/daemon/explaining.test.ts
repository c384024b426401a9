import { expect, test } from 'vitest';
import { aTenant } from '../../../test/support/build.ts';
import { fakeClock } from '../../../test/support/clock.ts';
import { acme, globex, someInputs } from '../../../test/support/daemonInputs.ts';
import { aState, aTenantState, minute, noon, tenantsOf } from '../../../test/support/daemonState.ts';
import { usualFlags } from '../../../test/support/flags.ts';
import { fakeTerminal } from '../../../test/support/terminal.ts';
import type { DaemonState } from '../../daemon/state.ts';
import { createLooks } from '../../daemon/status/looks.io.ts';
import { explain } from '../explaining.ts';
import { openSession } from '../session.ts';
import { createExplain } from './explaining.ts';

/** A daemon that enforces one document for all, and whose tenants all have Ebay. */
function aDaemon(changes: Partial<DaemonState> = {}) {
  const text = 'tenants: all\nsync: { name: Ebay }\ninterval: 5m\n';
  const file = { path: 'syncs/a.yaml', folder: undefined, directory: '/', text, hash: 'a' };
  const tree = { files: [file], problems: [], warnings: [], hash: 'a' };
  const { settings, chosen } = someInputs();
  const { terminal } = fakeTerminal({ clock: fakeClock(noon) });
  const session = openSession({ ...usualFlags, stateDir: '/nowhere' }, terminal);
  const asked: string[] = [];
  const wawi = {
    async open({ name }: { name: string }) {
      asked.push(name);
      return { acceptsNull: true, list: async () => aTenant().syncs, status: async () => [] };
    },
  };
  const state = aState({ tenants: new Map(), enforced: { settings, chosen, tree }, ...changes });
  const looks = createLooks({ ...wawi, ...terminal });
  const parts = { session, looks, flags: { stateDir: '/nowhere' }, explain };
  return { asked, ask: createExplain(parts, () => state) };
}

test('whoever asks at the same time is told by one request for each tenant', async () => {
  const { ask, asked } = aDaemon();
  const [one, other] = await Promise.all([0, 1].map(() => ask({ sync: 'Ebay', tenants: [] })));
  expect(one!.syncs.map(({ tenant }) => tenant)).toEqual([acme.name, globex.name]);
  expect(one!.syncs[0]!.fields[0]).toMatchObject({ wanted: { text: '5m' }, isLive: false });
  expect(other).toEqual(one);
  expect(asked).toEqual([acme.name, globex.name]);
});

test('a tenant that backs off is not asked, and what documents want of it is told', async () => {
  const failure = { tenant: 'acme', code: 'timeout', message: 'no answer' } as const;
  const failing = { failure, since: noon, times: 1, retryAt: noon + minute };
  const { ask, asked } = aDaemon({ tenants: tenantsOf(aTenantState({ failing })) });
  const { syncs, failures } = await ask({ sync: 'Ebay', tenants: ['acme'] });
  expect(syncs).toMatchObject([{ isAnswered: false, holds: [{ rule: 'backOff', until: noon + minute }] }]);
  expect([failures, asked]).toEqual([[failure], []]);
});

test('newer files that are bad are a warning, and the last problem where there were never good ones', async () => {
  const bad = { since: noon, problems: [{ code: 'yaml', message: 'no colon' }] } as const;
  expect(await aDaemon({ bad }).ask({ sync: 'Ebay', tenants: [] })).toMatchObject({
    warnings: bad.problems,
    problems: [],
  });
  const { enforced: _, ...never } = aState({ bad });
  const { terminal } = fakeTerminal();
  const session = openSession(usualFlags, terminal);
  const looks = createLooks({ ...terminal, open: () => Promise.reject() });
  const parts = { session, looks, flags: usualFlags, explain };
  const answer = await createExplain(parts, () => never)({ sync: 'Ebay', tenants: [] });
  expect(answer).toMatchObject({ syncs: [], problems: bad.problems });
});

test('of several tenants an unknown one is a problem beside what is told of the others', async () => {
  const { syncs, problems } = await aDaemon().ask({ sync: 'Ebay', tenants: ['acme', 'acne'] });
  expect(syncs).toHaveLength(1);
  expect(problems).toMatchObject([{ code: 'unknown-tenant', hint: 'did you mean `acme`?' }]);
});
