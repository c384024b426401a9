import { describe, expect, it } from 'vitest';
import { aChange, anInterval, anOptionChange, aPlan } from '../../test/support/report.ts';
import { rejoin, withhold } from './holdBack.ts';
import type { ToldHold } from './outcome.ts';

const [interval, option] = [anInterval(), anOptionChange()];
const change = aChange({ fields: [interval, option] });
const plan = aPlan({ changes: [change] });
const hold: ToldHold = { why: 'contested', until: Date.parse('2026-03-04T13:00:00Z'), end: 'this evening' };

describe('a plan of which some fields are left alone', () => {
  it('keeps the others', () => {
    const { plan: due, held } = withhold(plan, (_, field) => (field === option ? hold : undefined));
    expect(due.changes).toEqual([{ ...change, fields: [interval] }]);
    expect(held).toEqual([{ change, heldBack: [{ field: option, why: hold }] }]);
  });

  it('has no change left where all are', () => {
    expect(withhold(plan, () => hold).plan.changes).toEqual([]);
  });

  it('keeps what is only observed as it is', () => {
    const observed = aPlan({ changes: [aChange({ mode: 'observe' })] });
    expect(withhold(observed, () => hold)).toEqual({ plan: observed, held: [] });
  });
});

describe('once the rest is written', () => {
  const held = [{ change, heldBack: [{ field: option, why: hold }] }];
  const part = { ...change, fields: [interval] };

  it('a change that was held back whole was not attempted', () => {
    expect(rejoin([], held)).toMatchObject([
      { outcome: 'notAttempted', attempts: 0, error: { code: 'contested' }, residual: [option] },
    ]);
  });

  it('a change that took as far as it was sent still differs in what was held back', () => {
    const [joined, ...others] = rejoin([{ ...part, outcome: 'applied', attempts: 1 }], held);
    expect(others).toEqual([]);
    expect(joined).toMatchObject({
      outcome: 'notConverged',
      attempts: 1,
      residual: [option],
      fields: change.fields,
    });
  });

  it('a failure is told rather than the hold', () => {
    const error = { code: 'rejected', message: 'no' } as const;
    expect(rejoin([{ ...part, outcome: 'failed', attempts: 2, error }], held)).toMatchObject([
      { outcome: 'failed', error, residual: [interval, option] },
    ]);
  });

  it('it is told until when, which is the end of the hold that ends first', () => {
    const later = { field: interval, why: { ...hold, until: hold.until + 1000 } };
    const [joined] = rejoin([], [{ change, heldBack: [later, ...held[0]!.heldBack] }]);
    expect(joined!.error!.message).toContain('left alone until this evening');
  });
});
