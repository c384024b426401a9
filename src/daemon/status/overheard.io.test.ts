import { expect, test } from 'vitest';
import { aTenant } from '../../../test/support/build.ts';
import { fakeClock } from '../../../test/support/clock.ts';
import { acme } from '../../../test/support/daemonInputs.ts';
import { noon } from '../../../test/support/daemonState.ts';
import { createOverheard } from './overheard.io.ts';

function heard() {
  const clock = fakeClock(noon);
  const overheard = createOverheard(clock, 300_000);
  const [sync] = aTenant().syncs;
  const status = {
    id: sync!.id,
    health: 'Suspended',
    active: false,
    lastSync: null,
    nextSync: null,
  } as const;
  const open = overheard.hearing(async () => ({
    acceptsNull: true,
    list: async () => aTenant().syncs,
    status: async () => [status],
  }));
  return { clock, overheard, open: () => open(acme) };
}

test('nothing is kept of a tenant that nobody looks at', async () => {
  const { overheard, open } = heard();
  await (await open()).list();
  expect(overheard.tenant(acme.name, false)).toBeUndefined();
  overheard.listenTo(acme.name);
  await (await open()).list();
  expect(overheard.tenant(acme.name, false)?.readAt).toBe(noon);
});

test('whether syncs are active is known once the status was told too', async () => {
  const { overheard, open } = heard();
  overheard.listenTo(acme.name);
  const wawi = await open();
  await wawi.list();
  expect(overheard.tenant(acme.name, true)).toBeUndefined();
  await wawi.status();
  expect(overheard.tenant(acme.name, true)?.syncs).toMatchObject([{ active: false }]);
});

test('nobody listens any more an hour after the last look', async () => {
  const { clock, overheard, open } = heard();
  overheard.listenTo(acme.name);
  clock.pass(3_600_000);
  overheard.listenTo('globex');
  await (await open()).list();
  expect(overheard.tenant(acme.name, false)).toBeUndefined();
});
