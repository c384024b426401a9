import { describe, expect, it } from 'vitest';
import { aState, aTenantState, minute, noon, tenantsOf } from '../../../test/support/daemonState.ts';
import type { FieldChange } from '../../model/fields/index.ts';
import { storedKey } from '../../model/fields/index.ts';
import type { Effort } from '../state.ts';
import { holdOfField, holdsIn } from './holds.ts';

const field = { field: 'interval' } as FieldChange;
const ref = { tenant: 'acme', sync: { id: 's1' }, field };
const failure = { tenant: 'acme', code: 'timeout', message: 'no answer' } as const;

function anEffort(changes: Partial<Effort>): ReadonlyMap<string, Effort> {
  const about = { tenant: 'acme', sync: { id: 's1', name: 'Ebay', salesChannel: null }, field };
  const effort = { about, wanted: '', writes: 1, failures: 0, at: noon - minute };
  return new Map([[storedKey(ref), { ...effort, ...changes }]]);
}

describe('what the daemon leaves alone', () => {
  it('is nothing where all is well', () => {
    const { ofTenant, ofField } = holdsIn(aState());
    expect([ofTenant('acme'), ofField(ref)]).toEqual([[], undefined]);
  });

  it('is a tenant that backs off, and all of them where a pass is refused or blocked', () => {
    const failing = { failure, since: noon, times: 1, retryAt: noon + minute };
    const state = aState({
      problems: [{ code: 'unknown-sync', message: 'no such sync' }],
      refusals: [{ code: 'max-changes', message: 'too many', hint: '' }],
      tenants: tenantsOf(aTenantState({ failing })),
    });
    expect(holdsIn(state).ofTenant('acme')).toEqual([
      { rule: 'problems', reason: 'no such sync' },
      { rule: 'refused', reason: 'too many' },
      { rule: 'backOff', until: noon + minute, reason: 'no answer' },
    ]);
    expect(holdsIn(state).ofTenant('globex')).toHaveLength(2);
  });

  it.each<[string, Partial<Effort>, object | undefined]>([
    ['is contested', { writes: 3 }, { rule: 'contested', until: noon + 4 * minute }],
    ['was contested a while ago', { writes: 3, at: noon - 6 * minute }, undefined],
    ['came back once', { writes: 2 }, undefined],
    ['could not be written', { failures: 3 }, { rule: 'failing', until: noon + minute }],
  ])('is a value that %s, for as long as that takes', (_, effort, held) => {
    const state = aState({ efforts: anEffort(effort) });
    expect(holdsIn(state).ofField(ref)).toEqual(held);
    expect(holdOfField(state.efforts, { ...ref, sync: { id: 'other' } }, state)).toBeUndefined();
  });
});
