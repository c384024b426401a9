import { setTimeout as wait } from 'node:timers/promises';
import { enter, unauthorized, type Visit } from '../api/access.ts';
import { type Answer, brokenConnection, htmlPage, refused } from '../api/answer.ts';
import type { Call } from '../api/call.ts';
import type { Rules } from '../api/dialects.ts';
import { perform } from '../api/operations.ts';
import type { World } from '../api/world.ts';
import { Refusal } from '../state/refusal.ts';
import type { Draw, Fault } from './faults.ts';

/** What came of a call, for the log. */
export type Served = { readonly answer: Answer; readonly tenant?: string; readonly fault?: string };

/** One call of the worker API, from the address to the answer. */
export async function serveWorker(call: Call, world: World, closing: AbortSignal): Promise<Served> {
  const visit = enter(call, world);
  if ('refusal' in visit) return { answer: refused(visit.refusal, visit.rules.naming) };

  const { headers, refusal } = countAgainstQuota(visit);
  const draw = refusal ? unharmed : drawFault(visit);
  const pause = world.setup.latency + draw.wait;
  if (pause > 0) await wait(pause, undefined, { signal: closing });

  const answer = refusal ? refused(refusal, visit.rules.naming) : answerWithFault(visit, draw);
  return {
    answer: { ...answer, headers: { ...answer.headers, ...headers } },
    tenant: visit.tenant.name,
    ...(draw.fault && { fault: draw.fault.kind }),
  };
}

const unharmed: Draw = { wait: 0 };

function countAgainstQuota({ call, resource, tenant, world }: Visit): {
  headers: Answer['headers'];
  refusal?: Refusal;
} {
  if (!world.quota) return { headers: {} };
  const { rule } = world.quota;
  const endpoint = `${call.method} ${resource === undefined ? 'workers' : 'workers/{syncId}'}`;
  const { allowed, remaining, resetSeconds } = world.quota.take(tenant.name, endpoint);
  const headers = {
    'X-RateLimit-Limit': String(rule.limit),
    'X-RateLimit-Interval-Length-Seconds': String(rule.intervalSeconds),
    'X-RateLimit-Remaining': String(remaining),
  };
  return allowed ? { headers } : { headers, refusal: tooMany(resetSeconds) };
}

function tooMany(retryAfter: number): Refusal {
  return new Refusal(429, 'TooManyRequests', 'API calls quota exceeded.', {
    headers: { 'retry-after': String(retryAfter) },
  });
}

function drawFault({ call, tenant, world }: Visit): Draw {
  return world.faults.draw(tenant.name, call.method === 'GET' ? 'read' : 'write');
}

function answerWithFault(visit: Visit, { fault }: Draw): Answer {
  const instead = fault && answerInstead(fault, visit);
  if (instead) return instead;
  const answer = perform(visit, fault?.kind === 'ignored');
  switch (fault?.kind) {
    case 'lost':
      return brokenConnection;
    case 'truncated':
      return { ...answer, delivery: 'truncated' };
    case 'empty':
      return { ...answer, body: '' };
    default:
      return answer;
  }
}

const serverErrors = [500, 502, 503, 504];

/** For the faults that keep a call from being done at all. */
function answerInstead({ kind, amount, chance }: Fault, { rules }: Visit): Answer | undefined {
  switch (kind) {
    case 'reset':
      return brokenConnection;
    case 'html':
      return htmlPage(chance < 0.25 ? 200 : 502);
    case '401':
      return refused(unauthorized('The access token is missing, invalid or expired.'), rules.naming);
    case '409':
      return refused(new Refusal(409, 'Conflict', 'The sync was changed meanwhile.'), rules.naming);
    case '429':
      return refused(tooMany(amount ?? 1), rules.naming);
    case '5xx':
      return serverError(serverErrors[Math.floor(chance * serverErrors.length)]!, rules);
    case '500':
    case '502':
    case '503':
    case '504':
      return serverError(Number(kind), rules);
    default:
      return undefined;
  }
}

function serverError(status: number, rules: Rules): Answer {
  return refused(new Refusal(status, 'InternalError', 'An unexpected error occurred.'), rules.naming);
}
