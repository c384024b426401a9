import { answerFailure, inWords, isFine, timeAfter } from '../http/answerFailure.ts';
import type { HttpAnswer } from '../http/client.io.ts';
import { concealer } from '../http/conceal.ts';
import { changedFailure, failureAt, type RequestTarget, stoppedAt, withTries } from '../http/failures.ts';
import { longestWait, retry } from '../http/retry.ts';
import type { Concealed } from '../model/secret.ts';
import { WorldFailure } from '../problems/worldFailure.ts';
import type { SignIn } from './auth/signIn.ts';
import { type ApiEndpoint, sendObserved } from './observer.ts';
import type { WawiOptions } from './options.ts';
import type { Waiting } from './quota/gate.ts';
import type { EndpointQuota } from './quota/quota.ts';
import { type QuotaReading, readQuota } from './quota/reading.ts';
import { unlessAborted } from './unlessAborted.ts';

/** One call of the API. `secrets` are those that its body carries. */
export type ApiCall = {
  readonly endpoint: ApiEndpoint;
  readonly target: RequestTarget;
  readonly quota: EndpointQuota;
  readonly secrets: readonly Concealed[];
};

type SendOnce = (request: { readonly headers: Readonly<Record<string, string>> }) => Promise<HttpAnswer>;

/**
 * Sends one call, signed in, within the quota, and again where that may help. `stop` ends all waiting.
 * @throws WorldFailure for every answer that is no success, with the number of requests sent.
 */
export type CallApi = (
  call: ApiCall,
  send: SendOnce,
  stop: AbortSignal,
) => Promise<{ readonly answer: HttpAnswer; readonly attempts: number }>;

type Caller = {
  readonly tenant: string;
  readonly signIn: SignIn;
  readonly headers: Readonly<Record<string, string>>;
  readonly options: WawiOptions;
};

export function createCallApi(caller: Caller): CallApi {
  const { random } = caller.options;
  return async (call, send, stop) => {
    const attempt = createAttempt(caller, call, send, stop);
    try {
      const answer = await retry(attempt.once, {
        random,
        wait: (milliseconds, failure) => waitToRetry(caller, call, milliseconds, failure, stop),
      });
      return { answer, attempts: attempt.sent() };
    } catch (error) {
      if (!(error instanceof WorldFailure)) throw error;
      throw changedFailure(withTries(error, attempt.sent()), { attempts: attempt.sent() });
    }
  };
}

function createAttempt(
  { tenant, signIn, headers, options }: Caller,
  call: ApiCall,
  send: SendOnce,
  stop: AbortSignal,
) {
  let sent = 0;
  let hasRenewed = false;
  return {
    sent: () => sent,
    async once(): Promise<HttpAnswer> {
      const authorization = await signIn.authorization(stop);
      const counted = await call.quota.start(tenant, waitingFor(call, options, stop));
      let answer: HttpAnswer | undefined;
      let reading: QuotaReading | undefined;
      try {
        if (stop.aborted) throw stoppedAt(call.target);
        sent += 1;
        answer = await sendObserved({ endpoint: call.endpoint, tenant }, options, () =>
          send({ headers: { ...headers, authorization: authorization.reveal() } }),
        );
        reading = readQuota(answer);
      } finally {
        counted.end(reading, answer?.status === 429);
      }
      const { origin } = call.target.url;
      if (reading) options.observer?.onQuota?.({ ...reading, origin, endpoint: call.endpoint, tenant });
      if (isFine(answer)) return answer;
      const conceal = concealer([...signIn.secrets, authorization, ...call.secrets]);
      const hint = hints[call.endpoint][answer.status];
      const failure = answerFailure(call.target, answer, { conceal, now: options.clock.now(), hint });
      if (answer.status !== 401 || hasRenewed || !signIn.refused(authorization)) throw failure;
      hasRenewed = true;
      throw changedFailure(failure, { retriable: true });
    },
  };
}

const signInHint =
  'check the credentials and `tenantId`; in the cloud the app must be connected to this tenant';
const versionHint = 'check `api.version`: this one asks for a header that is not sent';

const hints: Readonly<Record<ApiEndpoint, Readonly<Record<number, string>>>> = {
  list: {
    401: signInHint,
    403: 'the app lacks the scope to read worker syncs: add it where the app is registered',
    404: 'check `api.baseUrl` and `api.version`; some installations do not offer /workers',
    412: versionHint,
  },
  configure: {
    401: signInHint,
    403: 'the app lacks the scope to change worker syncs; to read does not imply to write',
    404: "the sync has gone since it was listed, or `api.version` is not the server's",
    412: versionHint,
    422: 'the ERP refuses the value: each sync type has a minimum interval and rules of its own',
  },
  status: {
    401: signInHint,
    403: 'the app lacks the scope to read worker syncs: add it where the app is registered',
    404: 'some installations do not offer /workers/status',
    412: versionHint,
  },
};

async function waitToRetry(
  { tenant, options }: Caller,
  { target }: ApiCall,
  milliseconds: number,
  failure: WorldFailure,
  stop: AbortSignal,
): Promise<void> {
  const { call, code } = failure;
  options.log.info({ tenant, call, code, waitMs: milliseconds }, 'trying again');
  try {
    await options.clock.sleep(milliseconds, stop);
  } catch {
    throw stoppedAt(target, failure);
  }
}

function waitingFor({ target }: ApiCall, { clock, log }: WawiOptions, stop: AbortSignal): Waiting {
  const stopped = () => stoppedAt(target);
  return {
    async pause(milliseconds) {
      if (milliseconds > longestWait) {
        const until = timeAfter(milliseconds, clock.now());
        const what = `the quota is used up for another ${inWords(milliseconds)}, until ${until}`;
        throw failureAt(target, 'rate-limited', what, {
          hint: 'try again then, or look for drift less often',
        });
      }
      log.debug(
        { call: `${target.method} ${target.url.pathname}`, waitMs: milliseconds },
        'slowed down by the quota',
      );
      await clock.sleep(milliseconds, stop).catch(() => {
        throw stopped();
      });
    },
    until: (landing) => unlessAborted(landing, stop, stopped),
  };
}
