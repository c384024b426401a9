import { describe, expect, test } from 'vitest';
import { aPass, aState, minute, noon } from '../../test/support/daemonState.ts';
import { type DaemonState, firstState, isAlive, passId, unreadiness } from './state.ts';

test('a pass is called by when it began, and by its number', () => {
  expect(passId(Date.parse('2026-03-04T12:00:00Z'), 7)).toBe('2026-03-04T12:00:00.000Z#7');
});

test('a daemon that starts knows nothing, and has told nothing', () => {
  const { startedAt, now, period, tenants, told, lastPass } = firstState(5);
  expect({ startedAt, now, period, lastPass }).toEqual({
    startedAt: 5,
    now: 5,
    period: 0,
    lastPass: undefined,
  });
  expect(tenants.size).toBe(0);
  expect(JSON.stringify(told)).not.toMatch(/\d/);
});

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

  const nobody = new Set<string>();
  const pass = { id: 'first', number: 1, reasons: [], startedAt: noon, looked: nobody };
  const starting: DaemonState = { ...firstState(noon), pass, period: 5 * minute };

  test.each([
    ['for three periods after a pass', { ...finished, now: noon + 15 * minute }, true],
    ['no longer', { ...finished, now: noon + 15 * minute + 1 }, false],
    [
      'for a period after the next pass is due',
      { ...finished, nextPassAt: noon + 60 * minute, now: noon + 65 * minute },
      true,
    ],
    ['for a minute before any pass', { ...firstState(noon), now: noon + minute }, true],
    ['no longer, where none was begun', { ...firstState(noon), now: noon + minute + 1 }, false],
    ['while the first waits for the world', { ...starting, now: noon + 15 * minute }, true],
    ['but not for ever', { ...starting, now: noon + 15 * minute + 1 }, false],
  ])('%s', (_, state, expected) => {
    expect(isAlive(state)).toBe(expected);
  });
});
