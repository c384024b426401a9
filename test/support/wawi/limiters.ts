/** One way in which a server may count. `take` says what is left after this request, or undefined where there was nothing. */
export type Limiter = { readonly take: () => number | undefined };

export type Rule = { readonly limit: number; readonly seconds: number; readonly now: () => number };

/** Intervals that start with the full minute, or whatever the interval is. */
export function byTheClock({ limit, seconds, now }: Rule): Limiter {
  let [current, used] = [0, 0];
  return {
    take() {
      const interval = Math.floor(now() / (seconds * 1000));
      if (interval !== current) [current, used] = [interval, 0];
      if (used === limit) return undefined;
      used += 1;
      return limit - used;
    },
  };
}

/** Intervals that start with the first request after the last one ended. */
export function fromTheFirst({ limit, seconds, now }: Rule): Limiter {
  let [endsAt, used] = [0, 0];
  return {
    take() {
      if (now() >= endsAt) [endsAt, used] = [now() + seconds * 1000, 0];
      if (used === limit) return undefined;
      used += 1;
      return limit - used;
    },
  };
}

/** So many in any interval that ends now. */
export function slidingWindow({ limit, seconds, now }: Rule): Limiter {
  let taken: number[] = [];
  return {
    take() {
      taken = taken.filter((at) => at > now() - seconds * 1000);
      if (taken.length === limit) return undefined;
      taken.push(now());
      return limit - taken.length;
    },
  };
}

/** Refilled bit by bit. */
export function tokenBucket({ limit, seconds, now }: Rule): Limiter {
  let [tokens, at] = [limit, now()];
  return {
    take() {
      tokens = Math.min(limit, tokens + ((now() - at) * limit) / (seconds * 1000));
      at = now();
      if (tokens < 1) return undefined;
      tokens -= 1;
      return Math.floor(tokens);
    },
  };
}
