import { expect, test } from 'vitest';
import {
  aState,
  aSyncState,
  aTenantState,
  intervalDrift,
  noon,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { anOptionChange } from '../../../test/support/report.ts';
import type { FieldChange } from '../../model/fields/index.ts';
import { contestedNews } from './contested.ts';

function contestedOn(name: string, field: FieldChange, writes = 2) {
  const contested = [{ field, writes, nextAt: noon }];
  return aState({ tenants: tenantsOf(aTenantState({ syncs: [aSyncState({ name, contested })] })) });
}

test('a value is contested once, whatever the count, and calm once it no longer is', () => {
  const { told, events } = contestedNews([], contestedOn('Ebay', intervalDrift(60, 30)));
  expect(events).toMatchObject([
    { type: 'value.contested', value: { tenant: 'acme', field: 'interval', writes: 2, nextAt: noon } },
  ]);
  const later = contestedNews(told, contestedOn('Ebay', intervalDrift(60, 30), 9));
  expect(later.events).toEqual([]);
  expect(contestedNews(later.told, aState())).toMatchObject({
    events: [{ type: 'value.calmed', value: { writes: 9 } }],
    told: [],
  });
});

test('an option that syncs share is one value, whichever it was written to; an interval is not', () => {
  const option = contestedNews([], contestedOn('Ebay', anOptionChange()));
  expect(contestedNews(option.told, contestedOn('Amazon', anOptionChange())).events).toEqual([]);
  const interval = contestedNews([], contestedOn('Ebay', intervalDrift(60, 30)));
  const moved = contestedNews(interval.told, contestedOn('Amazon', intervalDrift(60, 30)));
  expect(moved.events.map(({ type }) => type)).toEqual(['value.contested', 'value.calmed']);
});
