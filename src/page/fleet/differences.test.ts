import { expect, test } from 'vitest';
import { aState } from '../../../test/support/daemonState.ts';
import { facts, sick } from '../../../test/support/status.ts';
import { statusJson } from '../../daemon/status/json.ts';
import { differences } from './differences.ts';

test('what differs is told once for each state of the tenants', () => {
  const status = statusJson(sick, facts);
  const groups = differences(status, sick);
  expect(groups.map(([first]) => [first!.sync.name, first!.mode])).toEqual([
    ['Amazon', 'observe'],
    ['Payments', 'enforce'],
  ]);
  expect(differences(status, { ...sick })).toBe(groups);
  expect(differences(statusJson(aState(), facts), aState())).toEqual([]);
});
