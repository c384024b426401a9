import { expect, test } from 'vitest';
import { aState, aTenantState, noon, tenantsOf } from '../../../test/support/daemonState.ts';
import { aChange, aPlan, applied } from '../../../test/support/report.ts';
import type { Problem } from '../../problems/problem.ts';
import type { Report } from '../../reconcile/report.ts';
import { isNew, passNews, problemsKey, remember, treeNews } from './passes.ts';

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

function mistake(message: string, line = 1): Problem {
  return { code: 'bad-value', message, origin: { file: 'syncs/a.yaml', line, column: 1 } };
}

test('each set of problems is news once until the files are good; where it only moved, it has been told', () => {
  const passes: readonly (readonly [readonly Problem[], readonly unknown[]])[] = [
    [[], []],
    [[mistake('a')], ['tree.bad new']],
    [[mistake('a')], []],
    [[mistake('a', 2)], ['tree.bad told']],
    [[mistake('a', 2), mistake('b')], ['tree.bad new']],
    [[mistake('a', 2)], ['tree.bad told']],
    [[], ['tree.recovered']],
    [[], []],
    [[mistake('a')], ['tree.bad new']],
  ];
  let told: Parameters<typeof treeNews>[0] = { sets: [] };
  for (const [problems, expected] of passes) {
    const news = treeNews(told, aState(problems.length > 0 ? { bad: { since: 0, problems } } : {}));
    told = news.told;
    const shown = news.events.map((event) =>
      'isTold' in event ? `${event.type} ${event.isTold ? 'told' : 'new'}` : event.type,
    );
    expect(shown).toEqual(expected);
  }
});

test('what was told is not new, until so much was told that all is forgotten', () => {
  let told: readonly string[] = [];
  for (let count = 0; count < 1_000; count++) told = remember(told, `key ${count}`);
  expect(isNew(told, 'key 0')).toBe(false);
  expect(isNew(told, 'key 1000')).toBe(true);
  expect(remember(told, 'key 1000')).toEqual(['key 1000']);
});

test('problems are the same in any order and on any line, but not in another file', () => {
  const at = (file: string, line: number) => ({ file, line, column: 1 });
  const one = { code: 'yaml', message: 'no colon', origin: at('a.yaml', 1) } as const;
  const other = { code: 'yaml', message: 'a tab', origin: at('a.yaml', 9) } as const;
  const moved = { ...one, origin: at('a.yaml', 5) };
  expect(problemsKey([other, moved])).toBe(problemsKey([one, other]));
  expect(problemsKey([{ ...one, origin: at('b.yaml', 1) }])).not.toBe(problemsKey([one]));
});
