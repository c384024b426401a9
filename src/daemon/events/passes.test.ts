import { expect, test } from 'vitest';
import { aState, aTenantState, noon, tenantsOf } from '../../../test/support/daemonState.ts';
import { aChange, aPlan, applied } from '../../../test/support/report.ts';
import type { Report } from '../../reconcile/report.ts';
import { passNews } from './passes.ts';

const failure = { tenant: 'acme', code: 'timeout', message: 'no answer' } as const;
const failing = { failure, since: noon, times: 1, retryAt: noon };
const well = aState();
const down = aState({ tenants: tenantsOf(aTenantState({ failing })) });
const problem = { code: 'unknown-sync', message: 'no such sync' } as const;
const badTree = aState({ bad: { since: 0, problems: [problem] } });

const refused = (id: string): Report => ({ kind: 'refused', plan: aPlan({ id }), refusals: [] });
const blocked: Report = { kind: 'problems', plan: aPlan({ problems: [problem] }) };
const inSync: Report = { kind: 'inSync', plan: aPlan() };
const written = applied([{ ...aChange(), outcome: 'applied', attempts: 1 }]);

test.each([
  ['a plan that is refused, once', refused('1'), well, [], ['pass.refused'], 1],
  ['a plan that was told', refused('1'), well, ['1'], [], 1],
  ['another plan', refused('2'), well, ['1'], ['pass.refused'], 2],
  ['problems that only the tenants show', blocked, well, [], ['pass.blocked'], 1],
  ['problems of the files, which are told as such', blocked, badTree, [], [], 0],
  ['a pass without anything to write', inSync, well, ['1'], ['pass.resumed'], 0],
  ['such a pass where nothing was told', inSync, well, [], [], 0],
  ['such a pass where a tenant is down, which may hide it', inSync, down, ['1'], [], 1],
  ['a pass that writes, whoever is down', written, down, ['1'], ['pass.resumed'], 0],
] as const)('%s', (_, report, state, told, expected, known) => {
  const news = passNews(told, state, report);
  expect(news.events.map(({ type }) => type)).toEqual(expected);
  expect(news.told).toHaveLength(known);
});
