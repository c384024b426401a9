import { expect, test } from 'vitest';
import { fakeClock } from '../../../test/support/clock.ts';
import { someInputs } from '../../../test/support/daemonInputs.ts';
import { aState, aStream, noon } from '../../../test/support/daemonState.ts';
import { inBerlin } from '../../../test/support/here.ts';
import { aPlan } from '../../../test/support/report.ts';
import { type Served, serve, status } from '../../../test/support/wawi/serve.ts';
import { createLog } from '../../base/log.io.ts';
import { failed } from '../../base/result.ts';
import { direct } from '../../http/proxies.ts';
import { createNotifying } from './notifying.ts';

const problems = [{ code: 'yaml', message: 'no colon' }] as const;
const goodTree = (...told: readonly Served[]) => {
  const notifications = told.map(({ url }) => ({ kind: 'webhook', url, allowInsecure: false }) as const);
  return aState({ settings: { ...someInputs().settings, notifications } });
};
const badTree = (...told: readonly Served[]) => ({ ...goodTree(...told), bad: { since: noon, problems } });

/** Tells of passes one after another, each of which leaves the given state. */
async function tell(...states: readonly ReturnType<typeof badTree | typeof goodTree>[]) {
  const readSecret = async () => failed('there is none');
  const wawi = { clock: fakeClock(noon), proxyOf: direct, random: () => 0 };
  const memory = { keep: async () => {}, settle: () => {} };
  const log = createLog({ level: 'silent', write: () => {} });
  const notifying = createNotifying({
    ...{ calendar: inBerlin.calendar, readSecret, wawi, log, memory },
    unsent: [],
  });

  const stream = aStream();
  for (const state of states) await notifying.onPass(stream({ kind: 'inSync', plan: aPlan() }, state));
  await notifying.close();
}

const typesAt = ({ requests }: Served) => requests.map(({ body }) => JSON.parse(body).type);

test('what is news is told to those whom the settings name, and nobody without settings', async () => {
  const hook = await serve(status(202));
  await tell(badTree(hook), badTree(hook), goodTree(hook));
  expect(typesAt(hook)).toEqual(['dev.sollist.tree.bad', 'dev.sollist.tree.recovered']);
  await tell(badTree());
  expect(hook.requests).toHaveLength(2);
});

test('settings that name somebody else hold from the pass on that brings them', async () => {
  const [before, after] = [await serve(status(202)), await serve(status(202))];
  await tell(badTree(before), goodTree(after));
  expect([typesAt(before), typesAt(after)]).toEqual([
    ['dev.sollist.tree.bad'],
    ['dev.sollist.tree.recovered'],
  ]);
});
