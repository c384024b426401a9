import { getOrAdd } from '../../base/collections.ts';
import { createGate, type Gate, type StartedRequest, type Waiting } from './gate.ts';
import type { QuotaReading } from './reading.ts';
import { createQuotaScope } from './scope.ts';

export type EndpointQuota = ReturnType<typeof createQuota>;

/**
 * The gates of one endpoint: one for each tenant, and one for all together. While nothing shows whose quota it is, it counts
 * as shared; but what another tenant has used up is no reason to give up before it was tried once. `now` is in milliseconds.
 */
export function createQuota(now: () => number) {
  const scope = createQuotaScope(now);
  const gates = new Map<string, Gate>();
  const shared = createGate(now, {
    isOpen: () => scope.current() === 'own',
    mayAsk: () => scope.current() === 'unknown',
  });

  return {
    isOwn: () => scope.current() === 'own',
    /** Waits until a request may start. Rejects with what `waiting` throws. */
    async start(tenant: string, waiting: Waiting) {
      const own = await getOrAdd(gates, tenant, () => createGate(now)).start(waiting);
      const request = await startAfter(own, shared, waiting);
      const learn = scope.start(tenant);
      return {
        /** To be called with what the answer told, if one came, and whether it was that the quota is used up (429). */
        end(told: QuotaReading | undefined, wasRefused: boolean): void {
          own.end(told);
          request.end(told);
          if (told) learn(told, wasRefused);
        },
      };
    },
  };
}

/** Whoever gives up in front of the second gate gives back the start at the first. */
async function startAfter(first: StartedRequest, gate: Gate, waiting: Waiting): Promise<StartedRequest> {
  try {
    return await gate.start(waiting);
  } catch (error) {
    first.end(undefined);
    throw error;
  }
}
