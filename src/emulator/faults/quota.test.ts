import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createQuota, parseQuota, type QuotaRule } from './quota.ts';

test('a quota is read as it is written', () => {
  expect(parseQuota(' 100/60 ')).toEqual({ limit: 100, intervalSeconds: 60, scope: 'tenant' });
  expect(parseQuota('1/2/client')).toEqual({ limit: 1, intervalSeconds: 2, scope: 'client' });
});

test.each(['5', '0/60', '5/0', 'x/60', '5/60/world'])('%s is no quota', (text) => {
  expect(parseQuota(text)).toHaveProperty('mistake');
});

const rule: QuotaRule = { limit: 2, intervalSeconds: 60, scope: 'tenant' };

test('each tenant and endpoint is counted for itself, or all tenants together', () => {
  const [each, shared] = [createQuota(rule, () => 0), createQuota({ ...rule, scope: 'client' }, () => 0)];
  const calls = [
    ['a', 'x'],
    ['a', 'x'],
    ['b', 'x'],
    ['a', 'y'],
    ['a', 'x'],
  ] as const;
  const left = (quota: typeof each) =>
    calls.map(([tenant, endpoint]) => quota.take(tenant, endpoint).remaining);
  expect([left(each), left(shared)]).toEqual([
    [1, 0, 1, 1, 0],
    [1, 0, 0, 1, 0],
  ]);
});

test('in no interval more calls than the limit are allowed, and what is refused is told when to come back', () => {
  const pause = fc.oneof(fc.constantFrom(0, 20_000, 60_000), fc.integer({ min: 0, max: 40_000 }));
  const steps = fc.array(pause, { minLength: 10, maxLength: 50 });
  fc.assert(
    fc.property(steps, (pauses) => {
      let now = 0;
      const quota = createQuota(rule, () => now);
      let opened = Number.NEGATIVE_INFINITY;
      let used = 0;
      for (const pause of pauses) {
        now += pause;
        if (now >= opened + 60_000) [opened, used] = [now, 0];
        used += 1;
        const take = quota.take('acme', 'x');
        expect(take).toEqual({
          allowed: used <= 2,
          remaining: Math.max(0, 2 - used),
          resetSeconds: Math.ceil((opened + 60_000 - now) / 1_000),
        });
      }
    }),
  );
});
