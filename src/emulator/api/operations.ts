import { isUuid } from '../state/identity.ts';
import { Refusal } from '../state/refusal.ts';
import { listOf, type Sync, type Tenant, workerSyncItem } from '../state/tenant.ts';
import type { Scope } from '../state/tokens.ts';
import { header, type Visit } from './access.ts';
import { type Answer, json, jsonText, refused } from './answer.ts';
import type { Call } from './call.ts';
import { applySettings, readAction, readSettings } from './configure.ts';
import { renamed } from './dialects.ts';
import { statusOf } from './status.ts';

/** Does what a call asks for. An `ignored` write is checked and answered as ever, but changes nothing. */
export function perform(visit: Visit, ignored: boolean): Answer {
  try {
    if (visit.tenant.unreachable) {
      throw new Refusal(503, 'WawiUnreachable', 'The Wawi of this tenant cannot be reached.');
    }
    refuseWithoutApp(visit);
    return operate(visit, ignored);
  } catch (error) {
    if (error instanceof Refusal) return refused(error, visit.rules.naming);
    throw error;
  }
}

function refuseWithoutApp({ call, rules }: Visit): void {
  const missing = ['x-appid', 'x-appversion'].filter((name) => header(call, name) === undefined);
  if (!rules.needsApp || missing.length === 0) return;
  throw new Refusal(412, 'PreconditionFailed', `A required header is missing: ${missing.join(', ')}.`);
}

function operate(visit: Visit, ignored: boolean): Answer {
  const { call, resource, rules } = visit;
  if (resource === undefined) {
    refuseOtherThan('GET', call);
    return list(visit);
  }
  if (resource === 'status' && rules.hasStatus) {
    refuseOtherThan('GET', call);
    return status(visit);
  }
  if (call.method === 'PUT' && rules.hasStatus) return steer(visit, resource, ignored);
  refuseOtherThan('POST', call);
  return configure(visit, resource, ignored);
}

function refuseOtherThan(method: string, call: Call): void {
  if (call.method === method) return;
  throw new Refusal(405, 'MethodNotAllowed', `The method ${call.method} is not allowed.`, {
    headers: { allow: method },
  });
}

function list({ tenant, scopes, rules, world }: Visit): Answer {
  refuseWithoutScope('worker.read', scopes);
  return jsonText(listOf(tenant, rules.naming, world.setup.intervalForm));
}

function status({ call, tenant, scopes, rules, world }: Visit): Answer {
  refuseWithoutScope('worker.read', scopes);
  const id = call.query.get('syncId');
  const syncs = id === null ? tenant.syncs : [findSync(tenant, id)];
  return json(
    200,
    renamed(
      syncs.map((sync) => statusOf(sync, world.setup.now())),
      rules.naming,
    ),
  );
}

function configure({ call, tenant, scopes, rules, world }: Visit, id: string, ignored: boolean): Answer {
  refuseWithoutScope('worker.write', scopes);
  refuseOtherThanJson(call);
  const sync = findSync(tenant, id);
  const settings = readSettings(call.body, sync, rules);
  if (!ignored) applySettings(tenant, sync, settings);
  return json(200, renamed(workerSyncItem(sync, world.setup.intervalForm), rules.naming));
}

/** Starts, stops or restarts a sync, which its status shows. */
function steer({ call, tenant, scopes }: Visit, id: string, ignored: boolean): Answer {
  refuseWithoutScope('worker.write', scopes);
  refuseOtherThanJson(call);
  const sync = findSync(tenant, id);
  const action = readAction(call.body);
  if (!ignored) sync.isStopped = action === 'stop';
  return { status: 204, headers: {}, body: '' };
}

function refuseOtherThanJson(call: Call): void {
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(header(call, 'content-type') ?? '')) {
    throw new Refusal(415, 'UnsupportedMediaType', 'The body must be application/json.');
  }
}

function refuseWithoutScope(scope: Scope, scopes: readonly Scope[]): void {
  if (!scopes.includes(scope)) throw new Refusal(403, 'Forbidden', `The scope ${scope} is missing.`);
}

function findSync(tenant: Tenant, id: string): Sync {
  if (!isUuid(id)) throw new Refusal(400, 'BadRequest', `The value '${id}' is not a valid uuid.`);
  const sync = tenant.syncs.find(({ identifier }) => identifier === id.toLowerCase());
  if (!sync) throw new Refusal(404, 'NotFound', `There is no sync ${id}.`);
  return sync;
}
