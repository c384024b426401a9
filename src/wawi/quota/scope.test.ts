import { expect, test } from 'vitest';
import { createQuotaScope } from './scope.ts';

const minute = 60_000;

/** Whose request it was, what its answer said was left, and when it was sent, in milliseconds. */
type Answered = readonly [tenant: string, remaining: number, at?: number];

/** What answers show that came one after another. */
function learn(answers: readonly Answered[]) {
  let now = 0;
  const scope = createQuotaScope(() => now);
  for (const [tenant, remaining, at = now] of answers) {
    now = at;
    scope.start(tenant)({ limit: 10, remaining, intervalSeconds: 60 }, false);
  }
  return scope.current();
}

test.each<[string, readonly Answered[], ReturnType<typeof learn>]>([
  ['nothing is known at first', [], 'unknown'],
  [
    'one tenant alone tells nothing',
    [
      ['a', 9],
      ['a', 8],
      ['a', 7],
    ],
    'unknown',
  ],
  [
    'three that find it untouched have their own',
    [
      ['a', 9],
      ['b', 9],
      ['c', 9],
    ],
    'own',
  ],
  [
    'two of them may be an accident',
    [
      ['a', 9],
      ['b', 9],
    ],
    'unknown',
  ],
  [
    'they may have found it refilled',
    [
      ['a', 9],
      ['b', 9, minute],
      ['c', 9, 2 * minute],
    ],
    'unknown',
  ],
  [
    'three that leave one less each share it',
    [
      ['a', 7],
      ['b', 6],
      ['c', 5],
    ],
    'shared',
  ],
  [
    'but not where an interval lies between',
    [
      ['a', 7],
      ['b', 6],
      ['c', 5, minute],
    ],
    'unknown',
  ],
  [
    'nor where somebody else leaves more',
    [
      ['a', 7],
      ['b', 6],
      ['c', 8],
    ],
    'unknown',
  ],
])('%s', (_, answers, scope) => {
  expect(learn(answers)).toBe(scope);
});

test('two in a row that find nothing left share it', () => {
  const scope = createQuotaScope(() => 0);
  const empty = { limit: 10, remaining: 0, intervalSeconds: 60 };
  scope.start('a')(empty, true);
  expect(scope.current()).toBe('unknown');
  scope.start('b')(empty, true);
  expect(scope.current()).toBe('shared');
});

test('of answers that were on their way together nothing tells which was counted first', () => {
  const scope = createQuotaScope(() => 0);
  const ends = ['a', 'b', 'c'].map((tenant) => scope.start(tenant));
  for (const [at, end] of ends.entries()) end({ limit: 10, remaining: 7 - at, intervalSeconds: 60 }, false);
  expect(scope.current()).toBe('unknown');
});
