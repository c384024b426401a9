import { expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import { ForeignValue, HealthMark } from './pieces.tsx';

test('a very long value is folded', () => {
  const html = `${ForeignValue({ text: 'x'.repeat(10_000) })}`;
  expect(html).toMatch(/<summary><bdi>x{160}…<\/bdi><\/summary>/);
});

test('health is told apart from whether a sync is as it should be', () => {
  expect(`${HealthMark({ view: aView(), health: 'Suspended' })}`).toContain('stopped in Wawi');
});
