import { expect, test } from 'vitest';
import { createSlots, type Slot } from './slots.ts';

const patient = { until: (turn: Promise<void>) => turn };
const fine = { kind: 'list', cameTo: { ms: 1 } } as const;
const tooMany = { kind: 'list', cameTo: 'tooMany' } as const;

test('as many are on their way as may be, and the others follow in turn', async () => {
  const limits: number[] = [];
  const slots = createSlots(
    () => 2,
    (limit) => limits.push(limit),
  );
  const order: number[] = [];
  const entered = [1, 2, 3, 4].map(async (number) => {
    const slot = await slots.enter(patient);
    order.push(number);
    return slot;
  });
  const [first, second] = (await Promise.all(entered.slice(0, 2))) as [Slot, Slot];
  expect(order).toEqual([1, 2]);
  second.leave(tooMany);
  await Promise.resolve();
  expect([order, limits]).toEqual([
    [1, 2],
    [2, 1],
  ]);
  first.leave(fine);
  const third = await entered[2]!;
  expect(order).toEqual([1, 2, 3]);
  third.leave(fine);
  await entered[3]!;
  expect(order).toEqual([1, 2, 3, 4]);
});

test('who gives up while waiting keeps nobody else from going', async () => {
  const slots = createSlots(
    () => 1,
    () => {},
  );
  const first = await slots.enter(patient);
  const givesUp = { until: () => Promise.reject(new Error('stopped')) };
  await expect(slots.enter(givesUp)).rejects.toThrow('stopped');
  // This one gives up at the moment of its turn.
  const late = slots.enter({ until: (turn) => turn.then(() => Promise.reject(new Error('too late'))) });
  const last = slots.enter(patient);
  first.leave(fine);
  await expect(late).rejects.toThrow('too late');
  await last;
});
