import { describe, expect, test } from 'vitest';
import { aPass, aState, minute, noon } from '../../test/support/daemonState.ts';
import { isAlive, unreadiness } from './condition.ts';
import { firstState } from './state.ts';

const problem = { code: 'yaml', message: 'no colon' } as const;
const other = { code: 'unknown-sync', message: 'no such sync' } as const;

test('a daemon is ready once a pass has finished, as long as nothing must be mended', () => {
  expect(unreadiness(firstState(noon))).toMatchObject([{ code: 'starting' }]);
  expect(unreadiness(aState())).toEqual([]);
  const sick = aState({ bad: { since: noon, problems: [problem] }, problems: [other] });
  expect(unreadiness(sick)).toEqual([problem, other]);
});

describe('a daemon is alive', () => {
  const finished = aState({ lastPass: aPass({ finishedAt: noon }), nextPassAt: noon + 5 * minute });

  test.each([
    ['for three periods after a pass', { ...finished, now: noon + 15 * minute }, true],
    ['no longer', { ...finished, now: noon + 15 * minute + 1 }, false],
    [
      'for a period after the next pass is due',
      { ...finished, nextPassAt: noon + 60 * minute, now: noon + 65 * minute },
      true,
    ],
    ['as long as nobody knows the schedule', { ...firstState(0), now: noon }, true],
  ])('%s', (_, state, expected) => {
    expect(isAlive(state)).toBe(expected);
  });
});
