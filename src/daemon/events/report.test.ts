import { expect, test } from 'vitest';
import { aState } from '../../../test/support/daemonState.ts';
import { aChange, aPlan, applied, planned } from '../../../test/support/report.ts';
import { reportNews } from './report.ts';

const drift = planned({ changes: [aChange({ mode: 'observe' })] });
const nothing = planned();

test.each([
  ['the first of all says something', undefined, nothing, true],
  ['one of the same drift says the same', drift, drift, false],
  ['one without it says something else', drift, nothing, true],
  [
    'one of other problems too',
    nothing,
    { kind: 'problems', plan: aPlan({ problems: [{ code: 'yaml', message: 'a' }] }) },
    true,
  ],
  [
    'one of what was corrected says no more than one without drift',
    nothing,
    applied([{ ...aChange(), outcome: 'applied', attempts: 1 }]),
    false,
  ],
] as const)('a report: %s', (_, before, report, isNews) => {
  const told = before ? reportNews('', aState(), before).told : '';
  expect(reportNews(told, aState(), report).events).toEqual(isNews ? [{ type: 'report.changed' }] : []);
});
