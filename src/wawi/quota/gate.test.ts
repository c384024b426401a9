import { expect, test } from 'vitest';
import { createGate, type StartedRequest, type Waiting } from './gate.ts';

const told = (remaining: number) => ({ limit: 10, remaining, intervalSeconds: 60 });

/** A gate, and a clock that goes forward as far as somebody waits. */
function start(exceptions?: Parameters<typeof createGate>[1]) {
  let now = 0;
  const started: { readonly request: StartedRequest; readonly at: number }[] = [];
  const gate = createGate(() => now, exceptions);
  const waiting: Waiting = {
    async pause(milliseconds) {
      now += milliseconds;
    },
    until: (landing) => landing,
  };
  return {
    started,
    enter: async () => void started.push({ request: await gate.start(waiting), at: now }),
    giveUp: () => gate.start({ ...waiting, until: () => Promise.reject(new Error('given up')) }),
  };
}

test('one goes ahead, and the others start as soon as its answer allows', async () => {
  const { enter, started } = start();
  const all = Promise.all([enter(), enter(), enter()]);
  await new Promise(setImmediate);
  expect(started).toHaveLength(1);
  started[0]!.request.end(told(9));
  await all;
  expect(started.map(({ at }) => at)).toEqual([0, 0, 0]);
});

test('what is left of the second half is spread over the interval', async () => {
  const { enter, started } = start();
  await enter();
  started[0]!.request.end(told(5));
  for (const remaining of [4, 3, 2]) {
    await enter();
    started.at(-1)!.request.end(told(remaining));
  }
  expect(started.map(({ at }) => at)).toEqual([0, 12_000, 27_000, 47_000]);
});

test('who gives up leaves the queue to the others', async () => {
  const { enter, giveUp, started } = start();
  await enter();
  const gone = giveUp();
  const next = enter();
  await expect(gone).rejects.toThrow('given up');
  started[0]!.request.end(told(9));
  await next;
  expect(started).toHaveLength(2);
});

test('an open gate lets everybody pass', async () => {
  const { enter, started } = start({ isOpen: () => true, mayAsk: () => false });
  await Promise.all([enter(), enter(), enter()]);
  expect(started).toHaveLength(3);
});

test('nobody overtakes who waits', async () => {
  const { enter, started } = start();
  await enter();
  const order: string[] = [];
  const waiting = enter().then(() => order.push('waited'));
  started[0]!.request.end(told(9));
  await Promise.all([waiting, enter().then(() => order.push('came later'))]);
  expect(order).toEqual(['waited', 'came later']);
});
