import { expect, test } from 'vitest';
import { aChange, aPass } from '../../../test/support/history.ts';
import { createTally } from './tally.ts';

test('values are counted by the quarter of an hour, why they differed and what became of them', () => {
  const tally = createTally();
  const late = '2026-03-04T13:00:00.000Z';
  for (const record of [aChange(), aChange({ outcome: 'failed' }), aPass(), aChange({ time: late })])
    tally.add(record);
  expect([...tally.all]).toMatchObject([
    [Date.parse('2026-03-04T12:00:00Z'), { total: 2, corrected: 1, failed: 1 }],
    [Date.parse(late), { total: 1, corrected: 1, failed: 0 }],
  ]);
});
