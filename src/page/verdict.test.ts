import { expect, test } from 'vitest';
import { aState } from '../../test/support/daemonState.ts';
import { bare, facts, sick } from '../../test/support/status.ts';
import type { DaemonState } from '../daemon/state.ts';
import { statusJson } from '../daemon/status/json.ts';
import { tabTitle, verdictOf, verdictParts } from './verdict.ts';
import { wordsIn } from './words/index.ts';

const verdict = (state: DaemonState) => verdictOf(statusJson(state, facts));

test('all is well only where nothing is wrong', () => {
  expect(verdict(aState())).toMatchObject({ tone: 'inSync', isLooking: false });
  expect(verdictParts(verdict(aState()), wordsIn('de'))).toEqual(['Alles im Soll']);
  expect(verdict(bare()).tone).toBe('unknown');
  expect(verdict(sick).tone).toBe('failing');
});

test('a tab of a browser tells the worst', () => {
  expect(tabTitle(verdict(sick), 'Fleet', wordsIn('en'))).toBe(
    '✗ 1 of 2 tenants unreachable · Fleet · sollist',
  );
  expect(tabTitle(verdict(aState()), 'Fleet', wordsIn('en'))).toBe('✓ Fleet · sollist');
});

test('a pass that is under way is told', () => {
  const pass = { id: 'x', number: 8, reasons: ['request'], startedAt: 0, looked: new Set<string>() } as const;
  expect(verdict(aState({ pass })).isLooking).toBe(true);
  expect(verdict(aState({ pass: { ...pass, number: 7 } })).isLooking).toBe(false);
});
