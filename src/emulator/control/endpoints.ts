import { type Answer, indented, json } from '../api/answer.ts';
import type { Call } from '../api/call.ts';
import type { World } from '../api/world.ts';
import { createFaults, faultKinds, parseFaults } from '../faults/faults.ts';
import { createQuota, parseQuota } from '../faults/quota.ts';
import { type Fields, invalid, optionalText, readFields } from '../state/fields.ts';
import { uuidOf } from '../state/identity.ts';
import { readInterval, readSyncs } from '../state/readSyncs.ts';
import { Refusal } from '../state/refusal.ts';
import {
  createTenant,
  forgetLists,
  type Option,
  type Sync,
  type Tenant,
  workerSyncItem,
} from '../state/tenant.ts';
import { formatInterval } from '../state/timeSpan.ts';

const controlPrefix = '/_emulator';

/** `target` is the address as it was sent, with the query. */
export function isForControl(target: string): boolean {
  return /^\/_emulator(?:[/?]|$)/.test(target);
}

/** What happens behind the reconciler's back: no authorization, no quota, no faults, and not in the log of requests. */
export function serveControl(call: Call, world: World): Answer {
  try {
    return indented(dispatch(call, world));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return json(error.status, { error: { code: error.code, message: error.message } });
  }
}

type Visit = { readonly call: Call; readonly world: World; readonly names: readonly string[] };
type Endpoint = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** `{…}` stands for one name, which `serve` gets decoded. */
  readonly path: string;
  readonly does: string;
  readonly serve: (visit: Visit) => unknown;
};

const endpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/', does: 'this list', serve: index },
  { method: 'GET', path: '/state', does: 'everything there is; ?tenant=NAME', serve: state },
  {
    method: 'GET',
    path: '/requests',
    does: 'the latest calls; ?tenant=NAME&method=POST&status=200&limit=100',
    serve: requests,
  },
  { method: 'DELETE', path: '/requests', does: 'forgets them', serve: forgetRequests },
  {
    method: 'PUT',
    path: '/faults',
    does: 'faults from now on, as in --fault: 503=0.2,latency=0.5:250',
    serve: setFaults,
  },
  { method: 'DELETE', path: '/faults', does: 'no more faults', serve: clearFaults },
  { method: 'PUT', path: '/quota', does: 'a new quota, as in --quota: 100/60', serve: setQuota },
  { method: 'DELETE', path: '/quota', does: 'no more quota', serve: clearQuota },
  { method: 'DELETE', path: '/tokens', does: 'revokes all access tokens', serve: revokeTokens },
  {
    method: 'PUT',
    path: '/tenants/{name}',
    does: 'adds or replaces a tenant: a list of syncs, or {"syncs", "tenantId", "apiKey", "labels"}',
    serve: putTenant,
  },
  { method: 'DELETE', path: '/tenants/{name}', does: 'removes a tenant', serve: removeTenant },
  {
    method: 'PUT',
    path: '/tenants/{name}/unreachable',
    does: 'its calls get 503 from now on',
    serve: cutOff,
  },
  {
    method: 'DELETE',
    path: '/tenants/{name}/unreachable',
    does: 'it can be reached again',
    serve: reconnect,
  },
  {
    method: 'POST',
    path: '/tenants/{name}/syncs',
    does: 'adds a sync, or replaces the one of its identifier',
    serve: addSync,
  },
  {
    method: 'PUT',
    path: '/tenants/{name}/syncs/{id or name}',
    does: 'changes a sync; ?salesChannel=NAME; {"interval": "00:30:00", "configs": {"Create orders": true}}',
    serve: changeSync,
  },
  {
    method: 'DELETE',
    path: '/tenants/{name}/syncs/{id or name}',
    does: 'removes a sync; ?salesChannel=NAME',
    serve: removeSync,
  },
];

function dispatch(call: Call, world: World): unknown {
  const path = call.path.slice(controlPrefix.length) || '/';
  const there = endpoints.flatMap((endpoint) => {
    const names = namesIn(path, endpoint.path);
    return names ? [{ endpoint, names }] : [];
  });
  const found = there.find(({ endpoint }) => endpoint.method === call.method);
  if (found) return found.endpoint.serve({ call, world, names: found.names });
  if (there.length === 0) throw new Refusal(404, 'notFound', `no ${call.path}: see GET ${controlPrefix}/`);
  const methods = there.map(({ endpoint }) => endpoint.method).join(', ');
  throw new Refusal(405, 'methodNotAllowed', `${call.path} takes ${methods}, not ${call.method}`);
}

function namesIn(path: string, pattern: string): readonly string[] | undefined {
  const match = new RegExp(`^${pattern.replace(/\{[^}]*\}/g, '([^/]+)')}$`).exec(path);
  return match?.slice(1).map(decode);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(`\`${text}\``, 'is not percent-encoded as addresses are');
  }
}

function index(): unknown {
  return {
    endpoints: endpoints.map(({ method, path, does }) => ({ method, path: controlPrefix + path, does })),
    faults: faultKinds,
  };
}

function state({ call, world }: Visit): unknown {
  const name = call.query.get('tenant');
  const tenants = name === null ? world.tenants.all() : [findTenant(name, world)];
  return {
    dialect: world.setup.rules.dialect,
    seed: world.setup.seed,
    faults: world.faults.rules,
    quota: world.quota?.rule ?? null,
    tenants: tenants.map(show),
  };
}

function show({ name, tenantId, apiKey, labels, unreachable, syncs }: Tenant): unknown {
  return { name, tenantId, apiKey, labels, unreachable, syncs: syncs.map(showSync) };
}

function showSync(sync: Sync): unknown {
  const minimumInterval = formatInterval(sync.minimumInterval, 'timespan');
  return { ...workerSyncItem(sync, 'timespan'), minimumInterval };
}

function requests({ call: { query }, world }: Visit): unknown {
  const wanted = (field: string, value: unknown) => !query.has(field) || query.get(field) === String(value);
  const found = world.log.entries.filter(
    ({ tenant, method, status }) =>
      wanted('tenant', tenant) && wanted('method', method) && wanted('status', status),
  );
  return { total: found.length, requests: found.slice(-readLimit(query)) };
}

function readLimit(query: URLSearchParams): number {
  const text = query.get('limit') ?? '100';
  if (!/^[1-9]\d{0,8}$/.test(text)) throw invalid('limit', `is a whole number from 1 up, not ${text}`);
  return Number(text);
}

function forgetRequests({ world }: Visit): unknown {
  world.log.clear();
  return { total: 0 };
}

function setFaults({ call, world }: Visit): unknown {
  const rules = parseFaults(call.body);
  if ('mistake' in rules) throw new Refusal(400, 'invalid', rules.mistake);
  world.faults = createFaults(rules, world.setup.seed);
  return { faults: rules };
}

function clearFaults({ world }: Visit): unknown {
  world.faults = createFaults([], world.setup.seed);
  return { faults: [] };
}

function setQuota({ call, world }: Visit): unknown {
  const rule = parseQuota(call.body);
  if ('mistake' in rule) throw new Refusal(400, 'invalid', rule.mistake);
  world.quota = createQuota(rule, world.setup.now);
  return { quota: rule };
}

function clearQuota({ world }: Visit): unknown {
  world.quota = undefined;
  return { quota: null };
}

function revokeTokens({ world }: Visit): unknown {
  world.tokens.revokeAll();
  return { revoked: true };
}

/** What is left out stays as it is; for a new tenant it is made up, as at the start. */
function putTenant({ call, world, names: [name = ''] }: Visit): unknown {
  const body = parseJson(call.body);
  const wishes = readFields(Array.isArray(body) ? { syncs: body } : body, '', [
    'syncs',
    'tenantId',
    'apiKey',
    'labels',
  ]);
  const present = world.tenants.byName(name);
  const key = {
    name,
    tenantId:
      optionalText(wishes, 'tenantId') ?? present?.tenantId ?? uuidOf('tenant', world.setup.seed, name),
    apiKey: optionalText(wishes, 'apiKey') ?? present?.apiKey ?? uuidOf('key', world.setup.seed, name),
    labels: readLabels(wishes) ?? present?.labels ?? {},
  };
  const tenant = createTenant(key, readWantedSyncs(wishes, name, world, present));
  tenant.unreachable = present?.unreachable ?? false;
  world.tenants.put(tenant);
  return show(tenant);
}

function readLabels({ values: { labels } }: Fields): Readonly<Record<string, string>> | undefined {
  if (labels === undefined) return undefined;
  const isText = (value: unknown) => typeof value === 'string';
  if (typeof labels !== 'object' || labels === null || !Object.values(labels).every(isText)) {
    throw invalid('labels', 'is an object with texts');
  }
  return labels as Readonly<Record<string, string>>;
}

function readWantedSyncs(
  wishes: Fields,
  name: string,
  world: World,
  present: Tenant | undefined,
): readonly Sync[] {
  const { seed, defaultSyncs } = world.setup;
  if (wishes.values.syncs === undefined) return present?.syncs ?? defaultSyncs(name);
  return readSyncs(wishes.values.syncs, { tenant: name, seed });
}

function removeTenant({ world, names: [name = ''] }: Visit): unknown {
  findTenant(name, world);
  world.tenants.remove(name);
  return { removed: name };
}

function cutOff({ world, names: [name = ''] }: Visit): unknown {
  findTenant(name, world).unreachable = true;
  return { name, unreachable: true };
}

function reconnect({ world, names: [name = ''] }: Visit): unknown {
  findTenant(name, world).unreachable = false;
  return { name, unreachable: false };
}

function addSync({ call, world, names: [name = ''] }: Visit): unknown {
  const tenant = findTenant(name, world);
  const owner = { tenant: name, seed: world.setup.seed };
  const body = [parseJson(call.body)];
  const [replacing] = readSyncs(body, owner);
  const others = tenant.syncs.filter(({ identifier }) => identifier !== replacing!.identifier);
  const [sync] = readSyncs(body, owner, others);
  tenant.syncs = [...others, sync!];
  forgetLists(tenant);
  return showSync(sync!);
}

function changeSync({ call, world, names: [name = '', sync = ''] }: Visit): unknown {
  const tenant = findTenant(name, world);
  const found = findSync(tenant, sync, call.query.get('salesChannel'));
  const wishes = readFields(parseJson(call.body), '', ['interval', 'configs']);
  const interval = readInterval(wishes, 'interval');
  const values = readValues(wishes, found);
  if (interval !== undefined) found.interval = interval;
  for (const [option, value] of values) option.value = value;
  forgetLists(tenant);
  return showSync(found);
}

/** Values are stored letter by letter, whatever the option's type: what somebody left behind need not be well-formed. */
function readValues(
  { values: { configs = {} } }: Fields,
  sync: Sync,
): readonly (readonly [Option, string | null])[] {
  if (typeof configs !== 'object' || configs === null || Array.isArray(configs)) {
    throw invalid('configs', 'is an object: {"Create orders": true}');
  }
  return Object.entries(configs).map(([name, value]) => {
    if (typeof value === 'object' && value !== null)
      throw invalid(`configs.${name}`, 'is text, a number, true, false or null');
    return [findOption(sync, name), value === null ? null : String(value)];
  });
}

function removeSync({ call, world, names: [name = '', sync = ''] }: Visit): unknown {
  const tenant = findTenant(name, world);
  const found = findSync(tenant, sync, call.query.get('salesChannel'));
  tenant.syncs = tenant.syncs.filter((other) => other !== found);
  forgetLists(tenant);
  return { removed: found.identifier };
}

function findTenant(name: string, { tenants }: World): Tenant {
  const tenant = tenants.byName(name);
  if (tenant) return tenant;
  const some = tenants
    .all()
    .slice(0, 10)
    .map((other) => other.name);
  throw new Refusal(404, 'notFound', `no tenant is called ${name}; there are ${some.join(', ')}`);
}

function findSync({ syncs }: Tenant, sync: string, salesChannel: string | null): Sync {
  const found = syncs.filter(
    ({ identifier, syncName, salesChannelName, salesChannelId }) =>
      (identifier === sync.toLowerCase() || syncName === sync) &&
      (salesChannel === null || salesChannelName === salesChannel || salesChannelId === salesChannel),
  );
  if (found.length === 1) return found[0]!;
  const candidates = (found.length === 0 ? syncs : found).map(describe).join(', ');
  if (found.length === 0)
    throw new Refusal(404, 'notFound', `no sync is called ${sync}; there are ${candidates}`);
  throw new Refusal(
    400,
    'ambiguous',
    `more than one sync is called ${sync}: ${candidates}; add ?salesChannel=`,
  );
}

function describe({ syncName, salesChannelName }: Sync): string {
  return salesChannelName === null ? syncName : `${syncName} (${salesChannelName})`;
}

function findOption({ syncName, options }: Sync, name: string): Option {
  const option = options.find(
    ({ identifier, displayName }) => displayName === name || identifier === name.toLowerCase(),
  );
  if (option) return option;
  const known = options.map(({ displayName }) => displayName).join(', ');
  throw invalid(`configs.${name}`, `is no option of ${syncName}; there are ${known}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('the body', 'is not JSON');
  }
}
