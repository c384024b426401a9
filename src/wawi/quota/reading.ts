/** What an answer tells of the quota (the API page): so many requests per interval, and how many are left of it. */
export type QuotaReading = {
  readonly limit: number;
  readonly remaining: number;
  readonly intervalSeconds: number;
};

type Headers = { readonly headers: Readonly<Record<string, string | undefined>> };

export function readQuota({ headers }: Headers): QuotaReading | undefined {
  const limit = wholeNumber(headers['x-ratelimit-limit']);
  const remaining = wholeNumber(headers['x-ratelimit-remaining']);
  const intervalSeconds = wholeNumber(headers['x-ratelimit-interval-length-seconds']);
  if (!limit || remaining === undefined || !intervalSeconds) return undefined;
  return { limit, remaining: Math.min(limit, remaining), intervalSeconds };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : undefined;
}
