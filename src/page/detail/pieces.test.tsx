import { expect, test } from 'vitest';
import { noon } from '../../../test/support/daemonState.ts';
import { aView } from '../../../test/support/view.ts';
import { ClockTime, ForeignValue, HealthMark } from './pieces.tsx';

test.each([
  ['en', 60, '14:00'],
  ['de', 60, '14:00'],
  ['de', 24 * 60, 'morgen 13:00'],
  ['de', 72 * 60, 'Sa 13:00'],
] as const)('in %s a time %d minutes ahead is %s', (language, minutes, shown) => {
  expect(`${ClockTime({ view: aView('/', language), at: noon + minutes * 60_000 })}`).toContain(`>${shown}<`);
});

test('a very long value is folded', () => {
  const html = `${ForeignValue({ text: 'x'.repeat(10_000) })}`;
  expect(html).toMatch(/<summary><bdi>x{160}…<\/bdi><\/summary>/);
});

test('health is told apart from whether a sync is as it should be', () => {
  expect(`${HealthMark({ view: aView(), health: 'Suspended' })}`).toContain('stopped in Wawi');
});
