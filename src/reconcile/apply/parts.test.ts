import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aChange, anActive, anInterval, anOptionChange } from '../../../test/support/report.ts';
import type { FieldChange } from '../../model/fields/index.ts';
import type { AppliedChange } from '../outcome.ts';
import { joined, partsOf } from './parts.ts';

const [interval, option] = [anInterval(), anOptionChange()];
const both = (after: boolean) => aChange({ fields: [interval, anActive(after), option] });

test('a sync is set before it is started, and stopped before it is set', () => {
  const names = (fields: readonly FieldChange[]) =>
    partsOf(aChange({ fields })).map((part) => part.fields.map(({ field }) => field));
  expect(names(both(true).fields)).toEqual([['interval', 'configs'], ['active']]);
  expect(names(both(false).fields)).toEqual([['active'], ['interval', 'configs']]);
  expect(names([interval, option])).toEqual([['interval', 'configs']]);
  expect(names([anActive(true)])).toEqual([['active']]);
});

test('nothing is lost or made up where parts are put together', () => {
  const outcomes = fc.constantFrom('applied', 'failed', 'notConverged', 'notAttempted');
  fc.assert(
    fc.property(fc.boolean(), outcomes, outcomes, (after, ...came) => {
      const change = both(after);
      const parts = partsOf(change).map(
        (part, index): AppliedChange => ({ ...part, outcome: came[index]!, attempts: index + 1 }),
      );
      const whole = joined(change, parts);
      const left = parts.flatMap(({ outcome, fields }) => (outcome === 'applied' ? [] : fields));
      expect([whole.fields, whole.attempts]).toEqual([change.fields, 3]);
      expect(whole.outcome === 'applied').toBe(left.length === 0);
      expect(new Set(whole.residual)).toEqual(new Set(left));
      if (came.includes('failed')) expect(whole.outcome).toBe('failed');
    }),
  );
});

test('of two failures the one that was sent is told, and what it kept from being sent', () => {
  const [first, second] = partsOf(both(false)) as [AppliedChange, AppliedChange];
  const error = { code: 'rejected', message: '422' } as const;
  const refused = { ...first, outcome: 'failed', attempts: 1, error } as const;
  const told = joined(both(false), [refused, { ...second, outcome: 'notAttempted', attempts: 0 }]);
  expect(told.error).toEqual({ ...error, message: '422 (so its settings were not sent)' });
});
