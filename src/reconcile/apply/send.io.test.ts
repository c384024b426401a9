import { expect, it } from 'vitest';
import { aSync } from '../../../test/support/build.ts';
import { aWawi } from '../../../test/support/correcting.ts';
import { aChange, anInterval } from '../../../test/support/report.ts';
import { durationOfSeconds } from '../../model/duration.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import { sendSettings } from './send.io.ts';

const change = aChange({ sync: { id: 'one', name: 'one', salesChannel: null }, fields: [anInterval()] });
const conflict = async () => {
  throw new WorldFailure('conflict', { code: 'changed-meanwhile', call: 'POST /', retriable: false });
};

async function sent(interval: number, stop = new AbortController()) {
  const live = aSync({ id: 'one', interval: durationOfSeconds(interval) });
  const { wawi, asked } = aWawi([live], { configure: conflict });
  return { result: await sendSettings(wawi, change, stop.signal), asked };
}

it('what somebody else changed meanwhile is sent once more, after a look', async () => {
  const { result, asked } = await sent(600);
  expect(asked).toEqual(['configure one', 'list', 'configure one']);
  expect(result).toMatchObject({ outcome: 'failed', attempts: 2 });
});

it('unless they did what was wanted', async () => {
  const { result, asked } = await sent(300);
  expect(asked).toEqual(['configure one', 'list']);
  expect(result).toMatchObject({ outcome: 'applied', attempts: 1 });
});

it('or nothing more is to be sent', async () => {
  const stop = new AbortController();
  stop.abort();
  expect((await sent(600, stop)).asked).toEqual(['configure one']);
});
