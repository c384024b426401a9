import { enter, type Visit } from '../api/access.ts';
import { type ApiAnswer, refused } from '../api/answer.ts';
import type { Call } from '../api/call.ts';
import { perform } from '../api/operations.ts';
import { serveToken } from '../api/tokenEndpoint.ts';
import { dialects } from '../state/dialects.ts';
import { ApiRefusal, tooMany } from '../state/refusal.ts';
import type { Draw, EmulatedWorld } from './faults.ts';
import type { QuotaCount } from './quota.ts';

/** Waits so many milliseconds. @throws where the emulator closes meanwhile. */
export type Wait = (milliseconds: number) => Promise<void>;

/** What came of a call, for the log. */
export type ServedCall = { readonly answer: ApiAnswer; readonly tenant?: string; readonly fault?: string };

/** One request for a token. */
export async function serveTokens(call: Call, world: EmulatedWorld): Promise<ServedCall> {
  const deed = { rules: dialects[world.setup.dialect], perform: () => serveToken(call, world) };
  const { fault } = call.method === 'POST' ? world.faults.draw('', 'token') : unharmed;
  return { answer: fault ? fault.answer(deed) : deed.perform() };
}

/** One call of the worker API, from the address to the answer. */
export async function serveWorker(call: Call, world: EmulatedWorld, wait: Wait): Promise<ServedCall> {
  const visit = enter(call, world);
  if ('refusal' in visit) return { answer: refused(visit.refusal, visit.rules.naming) };

  const { tenant, rules } = visit;
  const { headers, refusal } = countAgainstQuota(visit, world.quota);
  const kind = call.method === 'GET' ? 'read' : 'write';
  const { wait: delay, fault } = refusal ? unharmed : world.faults.draw(tenant.name, kind);
  const pause = world.setup.latency + delay;
  if (pause > 0) await wait(pause);

  const deed = { rules, perform: (ignored: boolean) => perform(visit, ignored) };
  const done = () => (fault ? fault.answer(deed) : deed.perform(false));
  const answer = refusal ? refused(refusal, rules.naming) : done();
  return {
    answer: { ...answer, headers: { ...answer.headers, ...headers } },
    tenant: tenant.name,
    ...(fault && { fault: fault.kind }),
  };
}

/** A call whose body nobody wants to read. */
export function refuseTooLarge({ setup }: EmulatedWorld): ServedCall {
  const refusal = new ApiRefusal(413, 'PayloadTooLarge', 'The request body is too large.');
  return { answer: refused(refusal, dialects[setup.dialect].naming) };
}

const unharmed: Draw = { wait: 0 };

type Counted = { readonly headers: ApiAnswer['headers']; readonly refusal?: ApiRefusal };

function countAgainstQuota({ call, resource, tenant }: Visit, quota: QuotaCount | undefined): Counted {
  if (!quota) return { headers: {} };
  const endpoint = `${call.method} ${resource === undefined ? 'workers' : 'workers/{syncId}'}`;
  const { allowed, remaining, resetSeconds } = quota.take(tenant.name, endpoint);
  const headers = {
    'X-RateLimit-Limit': String(quota.rule.limit),
    'X-RateLimit-Interval-Length-Seconds': String(quota.rule.intervalSeconds),
    'X-RateLimit-Remaining': String(remaining),
  };
  return allowed ? { headers } : { headers, refusal: tooMany(resetSeconds) };
}
