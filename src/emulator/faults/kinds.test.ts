import { describe, expect, test } from 'vitest';
import { bodyOf } from '../../../test/support/emulated.ts';
import { json } from '../api/answer.ts';
import { dialects } from '../state/dialects.ts';
import { type FaultKind, faultKind, faultKinds } from './kinds.ts';

/** What a kind answers, and how the call was done meanwhile. */
function answering(kind: FaultKind, chance = 0.5, amount?: number) {
  const done: string[] = [];
  const perform = (ignored: boolean) => {
    done.push(ignored ? 'ignored' : 'done');
    return json(200, { done: !ignored });
  };
  const answer = faultKind(kind)!.answer!({ rules: dialects['1.1'], perform, chance, amount });
  return { answer, done };
}

describe('a call that fails', () => {
  test.each(['401', '409', '429', '500', '502', '503', '504'] as const)('%s is not done', (kind) => {
    const { answer, done } = answering(kind);
    expect([answer.status, done]).toEqual([Number(kind), []]);
    expect(bodyOf(answer)).toHaveProperty('Stacktrace');
  });

  test('5xx is each of four, by chance', () => {
    const statuses = [0, 0.25, 0.5, 0.75, 0.999].map((chance) => answering('5xx', chance).answer.status);
    expect(statuses).toEqual([500, 502, 503, 504, 504]);
  });

  test('429 says when to come back', () => {
    expect(answering('429').answer.headers['retry-after']).toBe('1');
    expect(answering('429', 0.5, 7).answer.headers['retry-after']).toBe('7');
  });

  test('html is 200 one in four times', () => {
    expect([0.24, 0.26].map((chance) => answering('html', chance).answer.status)).toEqual([200, 502]);
  });
});

test.each([
  ['reset', { delivery: 'reset' }, []],
  ['lost', { delivery: 'reset' }, ['done']],
  ['truncated', { status: 200, body: '{"done":true}', delivery: 'truncated' }, ['done']],
  ['empty', { status: 200, body: '' }, ['done']],
  ['ignored', { status: 200, body: '{"done":false}' }, ['ignored']],
  ['token', { status: 503, body: '{"error":"temporarily_unavailable"}' }, []],
] as const)('%s', (kind, answer, done) => {
  expect(answering(kind)).toMatchObject({ answer, done });
});

test('latency waits for half a second, or as long as it is told', () => {
  const { wait } = faultKind('latency')!;
  expect([wait!(undefined), wait!(40)]).toEqual([500, 40]);
});

test('each kind either waits or answers, and has a name of its own', () => {
  for (const { kind } of faultKinds) {
    const { answer, wait } = faultKind(kind)!;
    expect([answer, wait].filter(Boolean)).toHaveLength(1);
  }
  expect(new Set(faultKinds.map(({ kind }) => kind)).size).toBe(faultKinds.length);
  expect(faultKind('toString')).toBeUndefined();
});
