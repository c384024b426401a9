import { renamed } from '../state/dialects.ts';
import { isUuid } from '../state/identity.ts';
import { ApiRefusal } from '../state/refusal.ts';
import { applyChange, type StoredSync, type StoredTenant } from '../state/tenant.ts';
import type { WorkerScope } from '../state/tokens.ts';
import { steer, toldAt, whyUnsteered } from '../state/workerState.ts';
import type { Visit } from './access.ts';
import { type ApiAnswer, json, jsonText, refused } from './answer.ts';
import { type Call, header } from './call.ts';
import { readAction, readSettings } from './configure.ts';
import { listOf, statusOf, workerSyncItem } from './wire.ts';

/** Does what a call asks for. An `ignored` write is checked and answered as ever, but changes nothing. */
export function perform(visit: Visit, ignored: boolean): ApiAnswer {
  try {
    if (visit.tenant.unreachable) {
      throw new ApiRefusal(503, 'WawiUnreachable', 'The Wawi of this tenant cannot be reached.');
    }
    refuseWithoutApp(visit);
    return operate(visit, ignored);
  } catch (error) {
    if (error instanceof ApiRefusal) return refused(error, visit.rules.naming);
    throw error;
  }
}

function refuseWithoutApp({ call, rules }: Visit): void {
  const missing = ['x-appid', 'x-appversion'].filter((name) => header(call, name) === undefined);
  if (!rules.needsApp || missing.length === 0) return;
  throw new ApiRefusal(412, 'PreconditionFailed', `A required header is missing: ${missing.join(', ')}.`);
}

function operate(visit: Visit, ignored: boolean): ApiAnswer {
  const { call, resource } = visit;
  const isStatus = resource === 'status';
  if (resource === undefined || isStatus) {
    refuseOtherThan('GET', call);
    refuseWithoutScope('worker.read', visit);
    return isStatus ? status(visit) : list(visit);
  }
  const isControl = call.method === 'PUT';
  if (!isControl) refuseOtherThan('POST', call, 'POST, PUT');
  refuseWithoutScope('worker.write', visit);
  refuseOtherThanJson(call);
  const sync = findSync(visit.tenant, resource);
  return isControl ? control(visit, sync, ignored) : configure(visit, sync, ignored);
}

function refuseOtherThan(method: string, call: Call, allow = method): void {
  if (call.method === method) return;
  throw new ApiRefusal(405, 'MethodNotAllowed', `The method ${call.method} is not allowed.`, {
    headers: { allow },
  });
}

function list({ tenant, rules, wawi }: Visit): ApiAnswer {
  return jsonText(listOf(tenant, rules.naming, wawi.setup.intervalForm));
}

function status({ call, tenant, rules, wawi }: Visit): ApiAnswer {
  const id = call.query.get('syncId');
  const syncs = id === null ? tenant.syncs : [findSync(tenant, id)];
  const at = toldAt(tenant, wawi.setup.now());
  const statuses = syncs.map((sync) => statusOf(sync, at, rules.naming));
  return json(200, renamed(statuses, rules.naming));
}

function configure({ call, tenant, rules, wawi }: Visit, sync: StoredSync, ignored: boolean): ApiAnswer {
  const change = readSettings(call.body, sync, rules);
  if (!ignored) applyChange(tenant, sync, change);
  return json(200, renamed(workerSyncItem(sync, wawi.setup.intervalForm), rules.naming));
}

/** Asks for a start, stop or restart, which the status shows; while the worker service is down it is accepted and not done. */
function control({ call, tenant, rules, wawi }: Visit, sync: StoredSync, ignored: boolean): ApiAnswer {
  const action = readAction(call.body, rules);
  const now = wawi.setup.now();
  const why = whyUnsteered(sync, action, toldAt(tenant, now));
  if (why === 'maintenance')
    throw new ApiRefusal(422, 'NotControllable', `${sync.syncName} can be neither started nor stopped.`);
  if (why === 'locked') throw new ApiRefusal(409, 'Locked', `The account of ${sync.syncName} is locked.`);
  if (!ignored && tenant.workerDownSince === undefined) steer(sync, action, now);
  return { status: 204, headers: {}, body: '' };
}

function refuseOtherThanJson(call: Call): void {
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(header(call, 'content-type') ?? '')) {
    throw new ApiRefusal(415, 'UnsupportedMediaType', 'The body must be application/json.');
  }
}

function refuseWithoutScope(scope: WorkerScope, { scopes }: Visit): void {
  if (!scopes.includes(scope)) throw new ApiRefusal(403, 'Forbidden', `The scope ${scope} is missing.`);
}

function findSync(tenant: StoredTenant, id: string): StoredSync {
  if (!isUuid(id)) throw new ApiRefusal(400, 'BadRequest', `The value '${id}' is not a valid uuid.`);
  const sync = tenant.syncs.find(({ identifier }) => identifier === id.toLowerCase());
  if (!sync) throw new ApiRefusal(404, 'NotFound', `There is no sync ${id}.`);
  return sync;
}
