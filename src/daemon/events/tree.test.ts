import { expect, test } from 'vitest';
import { aState } from '../../../test/support/daemonState.ts';
import type { Problem } from '../../problems/problem.ts';
import { treeNews } from './tree.ts';

function problem(message: string, line = 1): Problem {
  return { code: 'bad-value', message, origin: { file: 'syncs/a.yaml', line, column: 1 } };
}

test('each set of problems is news once until the files are good; where it only moved, it has been told', () => {
  const passes: readonly (readonly [readonly Problem[], readonly unknown[]])[] = [
    [[], []],
    [[problem('a')], ['tree.bad new']],
    [[problem('a')], []],
    [[problem('a', 2)], ['tree.bad told']],
    [[problem('a', 2), problem('b')], ['tree.bad new']],
    [[problem('a', 2)], ['tree.bad told']],
    [[], ['tree.recovered']],
    [[], []],
    [[problem('a')], ['tree.bad new']],
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
