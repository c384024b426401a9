import { expect, test } from 'vitest';
import { aState } from '../../../test/support/daemonState.ts';
import { troublesIn } from './now.ts';

test('warnings are no problems', () => {
  const warnings = [{ code: 'shadowed', message: 'x' }] as const;
  expect(troublesIn(aState({ warnings })).count).toBe(0);
  expect(troublesIn(aState({ storage: { since: 0, error: 'full' } })).count).toBe(1);
});
