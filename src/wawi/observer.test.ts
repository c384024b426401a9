import { expect, test } from 'vitest';
import { recorded } from '../../test/support/wawi/client.ts';
import { failureAt } from '../http/failures.ts';
import { sendObserved } from './observer.ts';

const about = { endpoint: 'list', tenant: 'acme' } as const;
const answer = { status: 503, headers: {}, body: new Uint8Array() };

/** A clock that goes on by 7 ms each time it is looked at. */
function ticking() {
  let now = 0;
  return { monotonic: () => (now += 7) };
}

test('an answer is told by its status and how long it took', async () => {
  const options = recorded({ clock: ticking() });
  expect(await sendObserved(about, options, async () => answer)).toBe(answer);
  expect(options.requests).toEqual([{ ...about, status: 503, failure: undefined, milliseconds: 7 }]);
});

test('a failure is told by its code, and a bug is none of ours', async () => {
  const options = recorded({ clock: ticking() });
  const failure = failureAt({ method: 'GET', url: new URL('http://x') }, 'timeout', 'too late');
  for (const error of [failure, new TypeError('bug')]) {
    await expect(sendObserved(about, options, () => Promise.reject(error))).rejects.toBe(error);
  }
  expect(options.requests).toEqual([{ ...about, status: undefined, failure: 'timeout', milliseconds: 7 }]);
});

test('nobody need listen', async () => {
  expect(await sendObserved(about, { clock: recorded().clock }, async () => answer)).toBe(answer);
});
