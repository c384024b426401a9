import { describe, expect, test } from 'vitest';
import {
  aState,
  aSyncState,
  aTenantState,
  intervalDrift,
  secretDrift,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { aChange, planned } from '../../../test/support/report.ts';
import type { FieldChange } from '../../model/fields/index.ts';
import type { Mode } from '../../model/mode.ts';
import { driftNews, driftSeen } from './drift.ts';

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
  const answered = planned({ tenants: [{ name: 'acme', managed: 0, unmanaged: 1, standings: [] }] });
  expect(driftNews(found.told, answered)).toMatchObject({
    events: [{ type: 'drift.ended', ended: [{ tenant: 'acme', now: 'no longer managed' }] }],
    told: [],
  });
});
