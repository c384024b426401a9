import type { FlagMistake } from '../state/refusal.ts';

/** `limit` calls per endpoint in each interval, counted for each tenant or for all of a client's tenants together. */
export type QuotaRule = {
  readonly limit: number;
  readonly intervalSeconds: number;
  readonly scope: 'tenant' | 'client';
};

/** Reads `LIMIT/SECONDS`, or `LIMIT/SECONDS/client` for one quota that all tenants share. */
export function parseQuota(text: string): QuotaRule | FlagMistake {
  const match = /^(\d{1,9})\/(\d{1,9})(?:\/(tenant|client))?$/.exec(text.trim());
  const [, limit, seconds, scope = 'tenant'] = match ?? [];
  if (!Number(limit) || !Number(seconds)) {
    return { mistake: `\`${text}\` is not a quota: write LIMIT/SECONDS like 100/60, or 100/60/client` };
  }
  return { limit: Number(limit), intervalSeconds: Number(seconds), scope: scope as QuotaRule['scope'] };
}

export type QuotaCount = ReturnType<typeof createQuota>;

/** Counts in intervals that start with the first call after the last one ended. `now` is in milliseconds. */
export function createQuota(rule: QuotaRule, now: () => number) {
  const counts = new Map<string, { endsAt: number; used: number }>();
  return {
    rule,
    /** `resetSeconds` are whole ones, until the next interval starts. */
    take(tenant: string, endpoint: string) {
      const key = rule.scope === 'tenant' ? `${tenant}\n${endpoint}` : endpoint;
      let count = counts.get(key);
      if (!count || count.endsAt <= now()) {
        count = { endsAt: now() + rule.intervalSeconds * 1000, used: 0 };
        counts.set(key, count);
      }
      const allowed = count.used < rule.limit;
      if (allowed) count.used += 1;
      return {
        allowed,
        remaining: rule.limit - count.used,
        resetSeconds: Math.max(1, Math.ceil((count.endsAt - now()) / 1000)),
      };
    },
  };
}
