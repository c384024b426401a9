import { expect, test } from 'vitest';
import { aPass, aState } from '../../../test/support/daemonState.ts';
import { aChange, applied, planned } from '../../../test/support/report.ts';
import { firstState } from '../state.ts';
import { eventsBetween } from './between.ts';

const refusal = { code: 'max-changes', message: '60 syncs would change', hint: 'look' } as const;

test('what is news is said in the order in which it is told, and not again of the same pass', () => {
  const bad = { since: 0, problems: [{ code: 'yaml', message: 'no colon' } as const] };
  const after = aState({ bad, refusals: [refusal] });
  const { events, told } = eventsBetween(firstState(0), after, planned());
  expect(events.map(({ type }) => type)).toEqual(['tree.bad', 'troubles.changed', 'report.changed']);
  expect(eventsBetween({ ...after, told }, after, planned())).toEqual({ events: [], told });
  const next = { ...after, lastPass: aPass({ number: 8 }) };
  expect(eventsBetween({ ...after, told }, next, planned())).toEqual({ events: [], told });
});

test('one pass corrects once, however often it is asked what is news; another one corrects anew', () => {
  const written = applied([{ ...aChange(), outcome: 'applied', attempts: 1 }]);
  const after = aState();
  const typesAfter = (before: typeof after) =>
    eventsBetween(before, after, written).events.map(({ type }) => type);
  expect(typesAfter(firstState(0))).toContain('drift.corrected');
  expect(typesAfter({ ...after, lastPass: aPass({ number: 6 }) })).toContain('drift.corrected');
  expect(typesAfter(after)).toEqual([]);
});
