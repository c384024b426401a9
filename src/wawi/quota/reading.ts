/** What an answer tells of the quota (the API page): so many requests per interval, and how many are left of it. */
export type QuotaReading = {
  readonly limit: number;
  readonly remaining: number;
  readonly intervalSeconds: number;
};

type Headers = { readonly headers: Readonly<Record<string, string | undefined>> };

/** A gateway doubles headers, or tells its own quota beside the server's (`100, 50;w=60`): the narrower one holds. */
export function readQuota({ headers }: Headers): QuotaReading | undefined {
  const limit = one(Math.min, headers['x-ratelimit-limit']);
  const remaining = one(Math.min, headers['x-ratelimit-remaining']);
  const intervalSeconds = one(Math.max, headers['x-ratelimit-interval-length-seconds']);
  if (!limit || remaining === undefined || !intervalSeconds) return undefined;
  return { limit, remaining: Math.min(limit, remaining), intervalSeconds };
}

/** The least or the most of the whole numbers in a list. What is none is passed over. */
function one(pick: (...numbers: number[]) => number, list = ''): number | undefined {
  const parts = list.split(',').map((part) => /^\s*(\d{1,9})\s*(?:;.*)?$/.exec(part)?.[1]);
  const numbers = parts.flatMap((text) => (text === undefined ? [] : [Number(text)]));
  return numbers.length > 0 ? pick(...numbers) : undefined;
}
