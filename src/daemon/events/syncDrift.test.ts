import { expect, test } from 'vitest';
import { aChange, anInterval, anOptionChange, applied, heldBack } from '../../../test/support/report.ts';
import type { AppliedChange } from '../../reconcile/outcome.ts';
import { driftIn } from './syncDrift.ts';

const fields = [anInterval(), anOptionChange()] as const;
const error = { code: 'rejected', message: 'no' } as const;
const sent = { ...aChange({ fields }), attempts: 1 };

test.each<[string, AppliedChange, number, string, string | undefined]>([
  ['what took is corrected', { ...sent, outcome: 'applied' }, 2, 'none', undefined],
  ['what failed has failed', { ...sent, outcome: 'failed', error }, 0, 'failed', undefined],
  [
    'what took in part has failed for the rest',
    { ...sent, outcome: 'notConverged', residual: [fields[1]], error },
    1,
    'failed',
    undefined,
  ],
  [
    'what was held back is left',
    { ...sent, outcome: 'notConverged', ...heldBack([fields[1]]) },
    1,
    'left',
    'contested',
  ],
  [
    'what was not sent after a failure is left',
    { ...sent, attempts: 0, outcome: 'notAttempted', error },
    0,
    'left',
    'notSent',
  ],
])('%s', (_, change, corrected, kind, left) => {
  const [drift] = driftIn(applied([change]));
  expect(drift!.corrected).toHaveLength(corrected);
  expect(drift!.rest).toMatchObject({ kind, ...(left && { left }) });
});

test('what was not sent because sollist stops is nothing to tell of', () => {
  expect(driftIn(applied([{ ...sent, attempts: 0, outcome: 'notAttempted' }]))).toEqual([]);
});
