import { describe, expect, test } from 'vitest';
import type { Waiting } from './gate.ts';
import { createQuota } from './quota.ts';

/** Nobody waits: who would have to is turned away. */
const atOnce: Waiting = {
  pause: () => Promise.reject(new Error('a pause')),
  until: () => Promise.reject(new Error('a landing')),
};
const told = (remaining: number, intervalSeconds = 3_600) => ({ limit: 20, remaining, intervalSeconds });

describe('while nothing shows whose quota it is', () => {
  test('it counts as shared: the first of all goes ahead', async () => {
    const quota = createQuota(() => 0);
    const first = await quota.start('a', atOnce);
    await expect(quota.start('b', atOnce)).rejects.toThrow('a landing');
    first.end(told(19), false);
    await quota.start('b', atOnce);
  });

  test('each tenant asks once, although another has used it up for long', async () => {
    const quota = createQuota(() => 0);
    (await quota.start('a', atOnce)).end(told(0), true);
    await expect(quota.start('a', atOnce)).rejects.toThrow('a pause');
    (await quota.start('b', atOnce)).end(told(19), false);
  });
});

test('once it is shared, what one has used up is used up for all', async () => {
  const quota = createQuota(() => 0);
  (await quota.start('a', atOnce)).end(told(0), true);
  (await quota.start('b', atOnce)).end(told(0), true);
  await expect(quota.start('c', atOnce)).rejects.toThrow('a pause');
});

test('once each has its own, what one has used up keeps nobody else', async () => {
  const quota = createQuota(() => 0);
  for (const tenant of ['a', 'b', 'c']) (await quota.start(tenant, atOnce)).end(told(19), false);
  (await quota.start('a', atOnce)).end(told(0), false);
  await Promise.all(['b', 'c', 'd'].map((tenant) => quota.start(tenant, atOnce)));
  await expect(quota.start('a', atOnce)).rejects.toThrow('a pause');
});

test('who gives up in front of the second gate leaves nothing in flight at the first', async () => {
  const quota = createQuota(() => 0);
  const first = await quota.start('a', atOnce);
  await expect(quota.start('b', atOnce)).rejects.toThrow('a landing');
  first.end(undefined, false);
  await quota.start('b', atOnce);
});
