import type { Clock } from '../base/clock.ts';
import type { HttpAnswer } from '../http/answer.ts';
import { type FailureCode, WorldFailure } from '../problems/worldFailure.ts';
import type { QuotaReading } from './quota/reading.ts';

export type ApiEndpoint = 'list' | 'configure' | 'status' | 'control';

/** Told what happens on the wire, for metrics. Names and numbers only. */
export type WawiObserver = {
  readonly onRequest?: (request: RequestEvent) => void;
  readonly onQuota?: (quota: QuotaEvent) => void;
  /** For how many milliseconds a request waits for the quota. */
  readonly onPause?: (milliseconds: number) => void;
  /** How many requests may be on their way to an API from now on. */
  readonly onLimit?: (event: LimitEvent) => void;
  readonly onToken?: (token: { readonly reason: TokenReason }) => void;
};

export type RequestEvent = {
  readonly endpoint: ApiEndpoint | 'token';
  /** None for the token, which tenants share. */
  readonly tenant: string | undefined;
  /** None where no answer came. */
  readonly status: number | undefined;
  readonly failure: FailureCode | undefined;
  readonly milliseconds: number;
};

export type QuotaEvent = QuotaReading & {
  readonly origin: string;
  readonly endpoint: ApiEndpoint;
  readonly tenant: string;
  /** Whether each tenant is known to have one of its own. */
  readonly isOwn: boolean;
};

/** `api`: the address that tenants share. */
export type LimitEvent = { readonly api: string; readonly limit: number };

/** Why a token was fetched: there was none, its time ran out, or the API refused it. */
export type TokenReason = 'first' | 'expired' | 'refused';

/** Sends, and tells the observer what came of it. */
export async function sendObserved(
  about: Pick<RequestEvent, 'endpoint' | 'tenant'>,
  { clock, observer }: { readonly clock: Clock; readonly observer?: WawiObserver },
  send: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const startedAt = clock.monotonic();
  const tell = (outcome: Pick<RequestEvent, 'status' | 'failure'>) =>
    observer?.onRequest?.({ ...about, ...outcome, milliseconds: Math.round(clock.monotonic() - startedAt) });
  try {
    const answer = await send();
    tell({ status: answer.status, failure: undefined });
    return answer;
  } catch (error) {
    if (error instanceof WorldFailure) tell({ status: undefined, failure: error.code });
    throw error;
  }
}
