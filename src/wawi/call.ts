import { type HttpAnswer, isFine, isThere } from '../http/answer.ts';
import { answerFailure, inWords } from '../http/answerFailure.ts';
import { type Conceal, concealer } from '../http/conceal.ts';
import { errorWords } from '../http/errorWords.ts';
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
import type { SeenSecrets } from './seenSecrets.ts';
import { unlessAborted } from './unlessAborted.ts';

/** One call of the API. */
type ApiCall = {
  readonly endpoint: ApiEndpoint;
  readonly target: RequestTarget;
  /** Those that its body carries. */
  readonly secrets?: readonly Concealed[];
  readonly send: (headers: Readonly<Record<string, string>>) => Promise<HttpAnswer>;
  /** Ends all waiting. */
  readonly stop: AbortSignal;
};

type Caller = {
  readonly tenant: string;
  readonly signIn: SignIn;
  readonly headers: Readonly<Record<string, string>>;
  readonly quotaOf: (origin: string, endpoint: ApiEndpoint) => EndpointQuota;
  readonly options: WawiOptions;
  readonly seen: SeenSecrets;
};

/**
 * Sends one call, signed in, within the quota, and again where that may help.
 * @throws WorldFailure for every answer that is no success, with the number of requests sent.
 */
export function createCallApi(caller: Caller) {
  const { random } = caller.options;
  return async (call: ApiCall) => {
    const attempt = createAttempt(caller, call);
    try {
      const answered = await retry(attempt.once, {
        random,
        wait: (milliseconds, failure) => waitToRetry(caller, call, milliseconds, failure),
      });
      return { ...answered, attempts: attempt.sent() };
    } catch (error) {
      if (!(error instanceof WorldFailure)) throw error;
      throw changedFailure(withTries(error, attempt.sent()), { attempts: attempt.sent() });
    }
  };
}

/** `errorIn`: what the answer says of an error, for people. A gateway may send one with 200. */
type Success = { readonly answer: HttpAnswer; readonly errorIn: () => string | undefined };

/** A change that was only accepted is done as far as the answer goes; whether it took, the next list shows. */
function isDone({ method }: RequestTarget, answer: HttpAnswer): boolean {
  return method === 'GET' ? isThere(answer) : isFine(answer);
}

function createAttempt({ tenant, signIn, headers, quotaOf, options, seen }: Caller, call: ApiCall) {
  const { endpoint, target, secrets = [], stop } = call;
  const { origin } = target.url;
  let sent = 0;
  let hasRenewed = false;
  return {
    sent: () => sent,
    async once(): Promise<Success> {
      const authorization = await signIn.authorization(stop);
      const counted = await quotaOf(origin, endpoint).start(tenant, waitingFor(call, options));
      let answer: HttpAnswer | undefined;
      let reading: QuotaReading | undefined;
      try {
        if (stop.aborted) throw stoppedAt(target);
        sent += 1;
        answer = await sendObserved({ endpoint, tenant }, options, () =>
          call.send({ ...headers, authorization: authorization.reveal() }),
        );
        reading = readQuota(answer);
      } finally {
        counted.end(reading, answer?.status === 429);
      }
      if (reading) options.observer?.onQuota?.({ ...reading, origin, endpoint, tenant });
      const conceal: Conceal = (text) =>
        concealer([...signIn.secrets, authorization, ...secrets], seen.all())(text);
      const { body } = answer;
      if (isDone(target, answer)) return { answer, errorIn: () => errorWords(body, conceal) };
      const hint = hints[endpoint][answer.status];
      const failure = answerFailure(target, answer, { conceal, now: options.clock.now(), hint });
      if (answer.status !== 401 || hasRenewed || !signIn.refused(authorization)) throw failure;
      hasRenewed = true;
      throw changedFailure(failure, { retriable: true });
    },
  };
}

const commonHints = {
  401: 'check the credentials and `tenantId`; in the cloud the app must be connected to this tenant',
  412: 'check `api.version`: this one asks for a header that is not sent',
};
const readHints = {
  ...commonHints,
  403: 'the app lacks the scope to read worker syncs: add it where the app is registered',
};

const hints: Readonly<Record<ApiEndpoint, Readonly<Record<number, string>>>> = {
  list: {
    ...readHints,
    404: 'check `api.baseUrl` and `api.version`; some installations do not offer /workers',
  },
  configure: {
    ...commonHints,
    403: 'the app lacks the scope to change worker syncs; to read does not imply to write',
    404: "the sync has gone since it was listed, or `api.version` is not the server's",
    422: 'the ERP refuses the value: each sync type has a minimum interval and rules of its own',
  },
  status: { ...readHints, 404: 'some installations do not offer /workers/status' },
};

async function waitToRetry(
  { tenant, options }: Caller,
  { target, stop }: ApiCall,
  milliseconds: number,
  failure: WorldFailure,
): Promise<void> {
  const { call, code } = failure;
  options.log.info({ tenant, call, code, waitMs: milliseconds }, 'trying again');
  try {
    await options.clock.sleep(milliseconds, stop);
  } catch {
    throw stoppedAt(target, failure);
  }
}

function waitingFor({ target, stop }: ApiCall, { clock, log }: WawiOptions): Waiting {
  const stopped = () => stoppedAt(target);
  return {
    async pause(milliseconds) {
      if (milliseconds > longestWait) {
        const what = `the quota is used up for another ${inWords(milliseconds)}`;
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
