import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { HttpLimits } from '../http/client.io.ts';
import type { ReadSecret } from '../model/secret.ts';
import type { FailureCode } from '../problems/worldFailure.ts';
import type { QuotaReading } from './quota/reading.ts';

export type WawiOptions = {
  /** The product's version, for the headers by which the ERP tells apps apart. */
  readonly version: string;
  readonly readSecret: ReadSecret;
  readonly clock: Clock;
  /** 0 ≤ random() < 1. */
  readonly random: () => number;
  readonly log: Pick<Log, 'debug' | 'info'>;
  readonly observer?: WawiObserver;
  readonly limits?: Partial<HttpLimits>;
};

export type ApiEndpoint = 'list' | 'configure' | 'status';

/** Told what happens on the wire, for metrics. Names and numbers only. */
export type WawiObserver = {
  readonly onRequest?: (request: RequestEvent) => void;
  readonly onQuota?: (quota: QuotaEvent) => void;
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
};

/** Why a token was fetched: there was none, its time ran out, or the API refused it. */
export type TokenReason = 'first' | 'expired' | 'refused';
