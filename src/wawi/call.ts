import { type HttpAnswer, isFine, isThere } from '../http/answer.ts';
import { answerFailure, inWords } from '../http/answerFailure.ts';
import { type Conceal, concealer } from '../http/conceal.ts';
import { errorWords } from '../http/errorWords.ts';
import { changedFailure, failureAt, type RequestTarget, stoppedAt, withTries } from '../http/failures.ts';
import { longestWait, retry } from '../http/retry.ts';
import type { Concealed } from '../model/secret.ts';
import { WorldFailure } from '../problems/worldFailure.ts';
import type { SignIn } from './auth/signIn.ts';
import type { Landed } from './concurrency/limit.ts';
import type { Slot, Slots } from './concurrency/slots.ts';
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
  /** For all tenants that are reached at the same address. */
  readonly slots: Slots;
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

function createAttempt(caller: Caller, call: ApiCall) {
  const { signIn, options, seen } = caller;
  const { endpoint, target, secrets = [], stop } = call;
  let sent = 0;
  let hasRenewed = false;
  return {
    sent: () => sent,
    async once(): Promise<Success> {
      const authorization = await signIn.authorization(stop);
      const answer = await sendInTurn(caller, call, (headers) => {
        sent += 1;
        return call.send({ ...headers, authorization: authorization.reveal() });
      });
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

/** Sends once the quota lets it through and the API bears it, in this order: who waits for the quota keeps nobody else. */
async function sendInTurn(
  { tenant, headers, quotaOf, slots, options }: Caller,
  call: ApiCall,
  send: ApiCall['send'],
): Promise<HttpAnswer> {
  const { endpoint, target, stop } = call;
  const { origin } = target.url;
  const waiting = waitingFor(call, options);
  const quota = quotaOf(origin, endpoint);
  const counted = await quota.start(tenant, waiting);
  let slot: Slot | undefined;
  let answer: HttpAnswer | undefined;
  let reading: QuotaReading | undefined;
  let startedAt = 0;
  try {
    slot = await slots.enter(waiting);
    if (stop.aborted) throw stoppedAt(target);
    startedAt = options.clock.monotonic();
    answer = await sendObserved({ endpoint, tenant }, options, () => send(headers));
    reading = readQuota(answer);
  } finally {
    counted.end(reading, answer?.status === 429);
    const ms = options.clock.monotonic() - startedAt;
    slot?.leave({ kind: endpoint, cameTo: cameTo(answer?.status, reading, ms) });
  }
  if (reading) options.observer?.onQuota?.({ ...reading, origin, endpoint, tenant, isOwn: quota.isOwn() });
  return answer;
}

/** A quota that is used up is waited for, and no sign of a busy API; an answer of 202 says nothing of how long work takes. */
function cameTo(status = 0, reading: QuotaReading | undefined, ms: number): Landed['cameTo'] {
  if (status === 429) return reading?.remaining === 0 ? 'nothing' : 'tooMany';
  return status >= 200 && status < 300 && status !== 202 ? { ms } : 'nothing';
}

const commonHints = {
  401: 'check the credentials and `tenantId`; in the cloud the app must be connected to this tenant',
  412: 'check `api.version`: this one asks for a header that is not sent',
};
const readHints = {
  ...commonHints,
  403: 'the app lacks the scope to read worker syncs: add it where the app is registered',
};

const notControllable =
  'maintenance syncs cannot be started or stopped: take `active` out of their documents; one that is locked needs its account unlocked in Wawi first';
const refusedControl = { 409: notControllable, 422: notControllable };

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
  control: {
    ...commonHints,
    403: 'the app lacks the scope to start and stop worker syncs; to read does not imply to write',
    404: 'the sync has gone since it was listed, or this installation does not start and stop syncs over its API',
    ...refusedControl,
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

function waitingFor({ target, stop }: ApiCall, { clock, log, observer }: WawiOptions): Waiting {
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
      observer?.onPause?.(milliseconds);
      await clock.sleep(milliseconds, stop).catch(() => {
        throw stopped();
      });
    },
    until: (landing) => unlessAborted(landing, stop, stopped),
  };
}
