import { faultKinds } from '../faults/kinds.ts';
import {
  clearFaults,
  clearQuota,
  setDialect,
  setFaults,
  setQuota,
  setUnreachable,
  setWorkerDown,
} from './disturb.ts';
import { controlPrefix, type Endpoints, type Order } from './order.ts';
import { showRequests, showState } from './show.ts';
import { addSync, changeSync, removeSync } from './syncs.ts';
import { putTenant, removeTenant } from './tenants.ts';

/** What can be done behind the reconciler's back, by path. `{…}` stands for one name. */
export const endpoints: Readonly<Record<string, Endpoints>> = {
  '/': { GET: [showEndpoints, 'this list'] },
  '/state': { GET: [showState, 'everything there is; ?tenant=NAME'] },
  '/requests': {
    GET: [showRequests, 'the latest calls; ?tenant=NAME&method=POST&status=200&limit=100'],
    DELETE: [forgetRequests, 'forgets them'],
  },
  '/faults': {
    PUT: [setFaults, 'faults from now on, as in --fault: 503=0.2,latency=0.5:250'],
    DELETE: [clearFaults, 'no more faults'],
  },
  '/quota': {
    PUT: [setQuota, 'a new quota, as in --quota: 100/60'],
    DELETE: [clearQuota, 'no more quota'],
  },
  '/tokens': { DELETE: [revokeTokens, 'revokes all access tokens'] },
  '/tenants/{name}': {
    PUT: [
      putTenant,
      'adds or replaces a tenant: a list of syncs, or {"syncs", "tenantId", "apiKey", "labels"}',
    ],
    DELETE: [removeTenant, 'removes a tenant'],
  },
  '/tenants/{name}/unreachable': {
    PUT: [setUnreachable(true), 'its calls get 503 from now on'],
    DELETE: [setUnreachable(false), 'it can be reached again'],
  },
  '/tenants/{name}/worker-down': {
    PUT: [setWorkerDown(true), 'its worker service does nothing and says what it last said'],
    DELETE: [setWorkerDown(false), 'its worker service works again'],
  },
  '/tenants/{name}/dialect': {
    PUT: [setDialect, 'what its own Wawi speaks in the cloud from now on: 2.1'],
  },
  '/tenants/{name}/syncs': { POST: [addSync, 'adds a sync, or replaces the one of its identifier'] },
  '/tenants/{name}/syncs/{id or name}': {
    PUT: [
      changeSync,
      'changes a sync; ?salesChannel=NAME; {"interval": "00:30:00", "configs": {"Create orders": true}, "state": 6, "runsFor": 5000, "lastSync": "2026-03-04T12:00:00Z", "controllable": false}',
    ],
    DELETE: [removeSync, 'removes a sync; ?salesChannel=NAME'],
  },
};

function showEndpoints(): unknown {
  const list = Object.entries(endpoints).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, [, does]]) => ({ method, path: controlPrefix + path, does })),
  );
  return { endpoints: list, faults: faultKinds.map(({ kind, does }) => ({ kind, does })) };
}

function forgetRequests({ world }: Order): unknown {
  world.log.clear();
  return { total: 0 };
}

function revokeTokens({ world }: Order): unknown {
  world.tokens.revokeAll();
  return { revoked: true };
}
