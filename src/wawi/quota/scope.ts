import type { QuotaReading } from './reading.ts';

/** Nothing in an answer says whether a quota is each tenant's own or one for all that a client reaches. */
export type Scope = 'unknown' | 'own' | 'shared';

export type QuotaScope = {
  readonly current: () => Scope;
  /** To be called when a request starts; what it returns, when its answer has come. */
  readonly start: (tenant: string) => (reading: QuotaReading, wasRefused: boolean) => void;
};

/** So many answers in agreement are no accident. */
const enough = 3;

type Sent = { readonly tenant: string; readonly order: number; readonly at: number };

/** Finds it out from what the answers to several tenants tell. `now` is in milliseconds. */
export function createQuotaScope(now: () => number): QuotaScope {
  let scope: Scope = 'unknown';
  // Counts starts and landings, since a clock is too coarse to tell which came first.
  let events = 0;
  let last: (Sent & Pick<QuotaReading, 'remaining'>) | undefined;
  let untouched: readonly Sent[] = [];
  let falling = 1;

  /** Of a shared quota only the first request finds nothing used; the next one at the earliest when one is refilled. */
  function showsOwn(sent: Sent, { limit, remaining, intervalSeconds }: QuotaReading): boolean {
    if (remaining < limit - 1) return false;
    const refill = (intervalSeconds * 1000) / limit;
    const isExplained = (all: readonly Sent[]) => now() - all[0]!.at >= (all.length - 1) * refill;
    untouched = [...untouched.filter(({ tenant }) => tenant !== sent.tenant), sent];
    while (untouched.length > 1 && isExplained(untouched)) untouched = untouched.slice(1);
    return untouched.length >= enough;
  }

  /** Each leaves one less than another tenant's before it, again and again; or two in a row find nothing left. */
  function showsShared(
    sent: Sent,
    { remaining, intervalSeconds }: QuotaReading,
    wasRefused: boolean,
  ): boolean {
    const isNext = last && last.tenant !== sent.tenant && now() - last.at < intervalSeconds * 1000;
    if (isNext && wasRefused) return last?.remaining === 0;
    // Of two that were on their way together nothing tells which was counted first.
    if (isNext && sent.order < last!.order) return false;
    falling = isNext && remaining === last!.remaining - 1 ? falling + 1 : 1;
    return falling >= enough;
  }

  return {
    current: () => scope,
    start(tenant) {
      events += 1;
      const sent = { tenant, order: events, at: now() };
      return (reading, wasRefused) => {
        events += 1;
        if (showsShared(sent, reading, wasRefused)) scope = 'shared';
        else if (!wasRefused && showsOwn(sent, reading)) scope = 'own';
        last = { tenant, order: events, at: now(), remaining: reading.remaining };
      };
    },
  };
}
