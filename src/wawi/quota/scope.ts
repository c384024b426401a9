import type { QuotaReading } from './reading.ts';

/** This many answers in agreement are no accident. */
const enough = 3;

/** `order`: its place among all starts and landings, since a clock is too coarse to tell which came first. */
type SentRequest = { readonly tenant: string; readonly order: number; readonly at: number };

type Answered = { readonly sent: SentRequest; readonly told: QuotaReading; readonly wasRefused: boolean };

/** Finds out whether a quota is each tenant's own or one for all that a client reaches, which no answer says. `now` is in milliseconds. */
export function createQuotaScope(now: () => number) {
  let scope: 'unknown' | 'own' | 'shared' = 'unknown';
  let order = 0;
  const [showsOwn, showsShared] = [collectUntouched(now), collectFalling(now)];
  return {
    current: () => scope,
    /** To be called when a request starts; what it returns, when its answer has come. */
    start(tenant: string) {
      order += 1;
      const sent = { tenant, order, at: now() };
      return (told: QuotaReading, wasRefused: boolean) => {
        order += 1;
        const answered = { sent, told, wasRefused };
        if (showsShared(answered, order)) scope = 'shared';
        else if (!wasRefused && showsOwn(answered)) scope = 'own';
      };
    },
  };
}

/** Of a shared quota only the first request finds nothing used; the next one at the earliest when one is refilled. */
function collectUntouched(now: () => number) {
  let untouched: readonly SentRequest[] = [];
  return ({ sent, told: { limit, remaining, intervalSeconds } }: Answered): boolean => {
    if (remaining < limit - 1) return false;
    const refill = (intervalSeconds * 1000) / limit;
    const isExplained = (all: readonly SentRequest[]) => now() - all[0]!.at >= (all.length - 1) * refill;
    untouched = [...untouched.filter(({ tenant }) => tenant !== sent.tenant), sent];
    while (untouched.length > 1 && isExplained(untouched)) untouched = untouched.slice(1);
    return untouched.length >= enough;
  };
}

/** Each leaves one less than another tenant's before it, again and again; or two in a row find nothing left. */
function collectFalling(now: () => number) {
  let last: (SentRequest & Pick<QuotaReading, 'remaining'>) | undefined;
  let falling = 1;

  function isShown({ sent, told: { remaining, intervalSeconds }, wasRefused }: Answered): boolean {
    const isNext = last && last.tenant !== sent.tenant && now() - last.at < intervalSeconds * 1000;
    if (isNext && wasRefused) return last?.remaining === 0;
    // Of two that were on their way together nothing tells which was counted first.
    if (isNext && sent.order < last!.order) return false;
    falling = isNext && remaining === last!.remaining - 1 ? falling + 1 : 1;
    return falling >= enough;
  }

  return (answered: Answered, order: number): boolean => {
    const shown = isShown(answered);
    last = { tenant: answered.sent.tenant, order, at: now(), remaining: answered.told.remaining };
    return shown;
  };
}
