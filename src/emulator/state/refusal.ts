type RefusalDetails = {
  /** What is wrong with which field, by the name that the dialect gives it. */
  readonly validationErrors?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Why a call gets no for an answer. The worker API and the control endpoints each write it in their own form. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly status: number;
  readonly code: string;
  readonly validationErrors;
  readonly headers;

  constructor(
    status: number,
    code: string,
    message: string,
    { validationErrors = {}, headers = {} }: RefusalDetails = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.validationErrors = validationErrors;
    this.headers = headers;
  }
}

export function unauthorized(message: string): ApiRefusal {
  return new ApiRefusal(401, 'Unauthorized', message, { headers: { 'www-authenticate': 'Bearer' } });
}

/** `retryAfter` is in seconds. */
export function tooMany(retryAfter: number): ApiRefusal {
  return new ApiRefusal(429, 'TooManyRequests', 'API calls quota exceeded.', {
    headers: { 'retry-after': String(retryAfter) },
  });
}

/** What is wrong with a setting that a user wrote, in words. */
export type FlagMistake = { readonly mistake: string };
