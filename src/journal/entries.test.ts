import { describe, expect, test } from 'vitest';
import {
  aPass,
  aState,
  aStream,
  aSyncState,
  aTenantState,
  intervalDrift,
  tenantsOf,
} from '../../test/support/daemonState.ts';
import { aChange, planned } from '../../test/support/report.ts';
import type { DaemonState } from '../daemon/state.ts';
import type { FieldChange } from '../model/fields/index.ts';
import type { Report } from '../reconcile/report.ts';
import { entriesOf } from './entries.ts';

/** What the journal is told of passes one after another. */
function aDaemon() {
  const stream = aStream();
  return (report: Report, state: DaemonState) => entriesOf(stream(report, state));
}

const nothing = planned();
const { id: sync } = aSyncState().sync;

/** What a pass has found on a sync that is only observed. */
function observing(...drift: readonly FieldChange[]) {
  const syncs = [aSyncState({ mode: 'observe', drift })];
  const change = aChange({ mode: 'observe', sync: { ...aChange().sync, id: sync }, fields: drift });
  return {
    report: planned({ changes: drift.length > 0 ? [change] : [] }),
    state: aState({ tenants: tenantsOf(aTenantState({ syncs })) }),
  };
}

function codes(entries: ReturnType<typeof entriesOf>) {
  return entries.map(({ pass }) => pass?.told?.map(({ code }) => code));
}

describe('the journal is told of', () => {
  test('a refused pass, with what woke it, once until there is something else to say', () => {
    const entriesAfter = aDaemon();
    const refusal = { code: 'max-changes', message: '60 syncs would change', hint: 'look' } as const;
    const state = aState({ refusals: [refusal], lastPass: aPass({ result: 'refused' }) });
    expect(entriesAfter(nothing, state)).toEqual([
      {
        revision: 'c0ffee',
        changes: [],
        pass: {
          id: '2026-03-04T11:59:00.000Z#7',
          reasons: ['schedule'],
          result: 'refused',
          told: [refusal],
        },
      },
    ]);
    expect(entriesAfter(nothing, state)).toEqual([]);
    expect(entriesAfter(nothing, aState())).toEqual([]);
    expect(codes(entriesAfter(nothing, state))).toEqual([['max-changes']]);
  });

  test('why a pass was refused before what is wrong on single tenants', () => {
    const refusals = [{ code: 'max-changes', message: '60 syncs would change', hint: 'look' }] as const;
    const problems = [{ code: 'unknown-sync', message: 'acme has no sync called Abay' }] as const;
    const state = aState({ refusals, tenants: tenantsOf(aTenantState({ problems })) });
    expect(codes(aDaemon()(nothing, state))).toEqual([['max-changes', 'unknown-sync']]);
  });

  test('problems of the files, problems that the live state shows, and tenants that fail', () => {
    const failure = { tenant: 'globex', code: 'timeout', message: 'no whole answer within 30 s' } as const;
    const failing = (message: string): DaemonState =>
      aState({
        bad: { since: 0, problems: [{ code: 'yaml', message: 'no colon' }] },
        problems: [{ code: 'unknown-sync', message: 'acme has no sync called Abay' }],
        tenants: tenantsOf(
          aTenantState({
            name: 'globex',
            failing: { failure: { ...failure, message }, since: 0, times: 1, retryAt: 0 },
          }),
        ),
      });
    const entriesAfter = aDaemon();
    const [entry] = entriesAfter(nothing, failing('no whole answer within 30 s'));
    expect(entry?.pass?.told).toEqual([
      { code: 'yaml', message: 'no colon' },
      { code: 'unknown-sync', message: 'acme has no sync called Abay' },
      { code: 'timeout', message: 'globex: no whole answer within 30 s' },
    ]);
    expect(entriesAfter(nothing, failing('the same in other words'))).toEqual([]);
  });

  test('drift that is only observed, without an outcome, each value once for as long as it lasts', () => {
    const entriesAfter = aDaemon();
    const see = (...drift: readonly FieldChange[]) => {
      const { report, state } = observing(...drift);
      return entriesAfter(report, state).flatMap(({ changes }) => changes);
    };
    const [first, other] = [intervalDrift(600, 300), intervalDrift(1200, 300)];
    expect(see(first)).toMatchObject([{ sync: { id: sync }, fields: [first] }]);
    expect(see(first)).toEqual([]);
    expect(see(other)).toMatchObject([{ fields: [other] }]);
    expect(see()).toEqual([]);
    expect(see(first)).toMatchObject([{ fields: [first] }]);
  });

  test('no drift that is to be corrected: what was done about it is written down by whoever does it', () => {
    const drift = [intervalDrift(600, 300)];
    const change = aChange({ mode: 'enforce', fields: drift });
    const syncs = [aSyncState({ drift })];
    const state = aState({ tenants: tenantsOf(aTenantState({ syncs })) });
    expect(aDaemon()(planned({ changes: [change] }), state)).toEqual([]);
  });

  test('nothing where all is well', () => {
    expect(aDaemon()(nothing, aState())).toEqual([]);
  });
});
