import { describe, expect, test } from 'vitest';
import {
  aState,
  aSyncState,
  aTenantState,
  intervalDrift,
  secretDrift,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import {
  aChange,
  anInterval,
  anOptionChange,
  applied,
  heldBack,
  planned,
} from '../../../test/support/report.ts';
import type { FieldChange } from '../../model/fields/index.ts';
import type { Mode } from '../../model/mode.ts';
import type { AppliedChange } from '../../reconcile/outcome.ts';
import { driftIn, driftNews, driftSeen } from './drift.ts';

const { sync } = aSyncState();

function seeing(fields: readonly FieldChange[], mode: Mode = 'enforce') {
  return planned({ changes: [aChange({ sync, fields, mode })] });
}

function leaving(drift: readonly FieldChange[], mode: Mode = 'enforce') {
  return aState({ tenants: tenantsOf(aTenantState({ syncs: [aSyncState({ drift, mode })] })) });
}

const [one, moved, other] = [intervalDrift(600, 300), intervalDrift(900, 300), secretDrift()];

describe('values are seen to differ', () => {
  test.each([
    ['that did not before', leaving([]), seeing([one, other]), [one, other], 2],
    ['in another way than before', leaving([one]), seeing([moved]), [moved], 0],
    ['beside those that did', leaving([one]), seeing([one, other]), [other], 1],
    ['as before, under another mode', leaving([one]), seeing([one], 'observe'), [one], 0],
  ] as const)('%s', (_, before, report, fields, began) => {
    expect(driftSeen(before, report)).toMatchObject([{ seen: [{ change: { fields }, began }] }]);
  });

  test('not again, for as long as they do', () => {
    expect(driftSeen(leaving([one, other]), seeing([one, other]))).toEqual([]);
  });
});

test('drift is found once, and has ended once the tenant that answers has none', () => {
  const found = driftNews([], seeing([one]));
  expect(found.events).toMatchObject([{ type: 'drift.found', found: [{ left: 'looked' }] }]);
  expect(driftNews(found.told, seeing([moved])).events).toEqual([]);
  expect(driftNews(found.told, planned())).toEqual({ events: [], told: found.told });
  const answered = planned({
    tenants: [{ name: 'acme', managed: 0, unmanaged: [aChange().sync], standings: [] }],
  });
  expect(driftNews(found.told, answered)).toMatchObject({
    events: [{ type: 'drift.ended', ended: [{ tenant: 'acme', now: 'no longer managed' }] }],
    told: [],
  });
});

const differing = [anInterval(), anOptionChange()] as const;
const error = { code: 'rejected', message: 'no' } as const;
const sent = { ...aChange({ fields: differing }), attempts: 1 };

test.each<[string, AppliedChange, number, string, string | undefined]>([
  ['what took is corrected', { ...sent, outcome: 'applied' }, 2, 'none', undefined],
  ['what failed has failed', { ...sent, outcome: 'failed', error }, 0, 'failed', undefined],
  [
    'what took in part has failed for the rest',
    { ...sent, outcome: 'notConverged', residual: [differing[1]], error },
    1,
    'failed',
    undefined,
  ],
  [
    'what was held back is left',
    { ...sent, outcome: 'notConverged', ...heldBack([differing[1]]) },
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
