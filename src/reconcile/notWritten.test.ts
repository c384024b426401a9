import { expect, it, test } from 'vitest';
import {
  aChange,
  anInterval,
  anOptionChange,
  applied,
  heldBack,
  planned,
} from '../../test/support/report.ts';
import { isHeldBack, sentIn, verdictsOf, wasSentInVain } from './notWritten.ts';
import type { AppliedChange } from './outcome.ts';
import type { Report } from './report.ts';

const [interval, option] = [anInterval(), anOptionChange()];
const change = aChange({ fields: [interval, option] });
const error = { code: 'rejected', message: 'no' } as const;

function whys(report: Report): readonly string[] {
  return verdictsOf(report).flatMap(({ left }) => left.map(({ why }) => why.why));
}

test.each([
  ['planned', 'looked'],
  ['problems', 'blocked'],
  ['refused', 'refused'],
] as const)('a pass that ends as %s has written nothing: %s', (kind, why) => {
  const report = { ...planned({ changes: [change] }), kind } as Report;
  expect(whys(report)).toEqual([why, why]);
});

it('what is only observed is that, whatever became of the pass', () => {
  const report = applied([], { changes: [aChange({ mode: 'observe' })] });
  expect(new Set(whys(report))).toEqual(new Set(['observed']));
});

test.each<[string, Partial<AppliedChange>, readonly string[]]>([
  ['is applied', { outcome: 'applied' }, []],
  ['has failed', { outcome: 'failed', error }, ['failed', 'failed']],
  ['took in part', { outcome: 'notConverged', residual: [option] }, ['notTaken']],
  ['waited in vain for its turn', { outcome: 'notAttempted', error }, ['notSent', 'notSent']],
  ['was cut short', { outcome: 'notAttempted' }, ['stopped', 'stopped']],
  ['was held back in part', { outcome: 'notConverged', ...heldBack([option]) }, ['contested']],
  [
    'was held back',
    { outcome: 'notAttempted', ...heldBack([interval, option], 'failing') },
    ['failing', 'failing'],
  ],
])('a change that %s', (_, became, expected) => {
  const report = applied([{ ...change, attempts: 1, outcome: 'applied', ...became }]);
  expect(whys(report)).toEqual(expected);
  const [verdict] = verdictsOf(report);
  expect(verdict!.written.length + verdict!.left.length).toBe(change.fields.length);
});

it('a field that was held back beside one that failed has not failed', () => {
  const held = { ...heldBack([option]), error, residual: [interval, option] };
  const report = applied([{ ...change, outcome: 'failed', attempts: 3, ...held }]);
  expect(whys(report)).toEqual(['failed', 'contested']);
  expect(sentIn(report).map(({ fields }) => fields)).toEqual([[interval]]);
  const kinds = verdictsOf(report)[0]!.left.map(({ why }) => [isHeldBack(why), wasSentInVain(why)]);
  expect(kinds).toEqual([
    [false, true],
    [true, false],
  ]);
});
