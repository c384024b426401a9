import { expect, test } from 'vitest';
import { aState, noon } from '../../../test/support/daemonState.ts';
import { changesBetween, streamedEvent } from './changes.ts';

const approval = { planId: 'sha256:abcd', at: noon, until: noon + 1 };
const storage = { since: noon, error: 'full' };

test.each([
  ['approval.given', aState(), aState({ approval })],
  ['approval.ended', aState({ approval }), aState()],
  ['storage.failed', aState(), aState({ storage })],
  ['storage.recovered', aState({ storage }), aState()],
  ['clock.put', aState(), aState({ startedAt: 1 })],
])('%s is seen', (change, before, after) => {
  expect(changesBetween(before, after)).toEqual([change]);
  expect(changesBetween(after, after)).toEqual([]);
});

test('an event tells which pass is under way, and what the last one came to', () => {
  const state = aState();
  const begun = { ...state.lastPass!, id: 'next', number: 8, startedAt: noon, looked: new Set<string>() };
  expect(streamedEvent({ ...state, pass: begun }, ['pass.began'])).toMatchObject({
    changes: ['pass.began'],
    pass: { number: 8, startedAt: '2026-03-04T12:00:00.000Z' },
    lastPass: { number: state.lastPass!.number, result: state.lastPass!.result },
  });
});
