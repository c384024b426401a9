import { expect, test } from 'vitest';
import { aSync } from '../../../test/support/build.ts';
import { type Answering, aWawi } from '../../../test/support/correcting.ts';
import { aChange, anActive } from '../../../test/support/report.ts';
import { type FailureCode, WorldFailure } from '../../problems/worldFailure.ts';
import { sendControl } from './control.io.ts';

async function sent(after: boolean, answering: Answering = {}) {
  const { wawi, asked } = aWawi([aSync({ id: 'one' })], answering);
  const change = aChange({ sync: { id: 'one', name: 'one', salesChannel: null }, fields: [anActive(after)] });
  return { result: await sendControl(wawi, change, new AbortController().signal), asked };
}

const refuse = (code: FailureCode) => async (): Promise<never> => {
  throw new WorldFailure(code, { code, call: 'PUT /', retriable: false });
};

test('a start and a stop are each one request, and proven by nothing yet', async () => {
  for (const after of [true, false]) {
    const { result, asked } = await sent(after);
    expect(asked).toEqual([after ? 'start one' : 'stop one']);
    expect(result).toMatchObject({ unproven: {}, attempts: 1 });
  }
});

test('what is not controllable is asked for once', async () => {
  const { result, asked } = await sent(false, { control: refuse('rejected') });
  expect(asked).toEqual(['stop one']);
  expect(result).toMatchObject({ outcome: 'failed', attempts: 1 });
});

test('a conflict is asked for twice, unless the status shows that it is done', async () => {
  const control = refuse('changed-meanwhile');
  const again = await sent(false, { control });
  expect(again.asked).toEqual(['stop one', 'status', 'stop one']);
  expect(again.result).toMatchObject({ outcome: 'failed', attempts: 2 });
  const done = await sent(false, { control, worker: { one: { active: false } } });
  expect(done.asked).toEqual(['stop one', 'status']);
  expect(done.result).toMatchObject({ outcome: 'applied', attempts: 1 });
});
