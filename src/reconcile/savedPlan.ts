import { ok, type Result } from '../base/result.ts';
import type { SavedPlanJson } from '../generated/savedPlan.ts';
import { isSavedPlanJson } from '../generated/validators.js';
import type { Change } from '../model/change.ts';
import { parseDuration, toIso } from '../model/duration.ts';
import type { FieldChange } from '../model/fields/index.ts';
import type { ObservedOption } from '../model/fields/kind.ts';
import { inClear, secretToWire } from '../model/fields/option.ts';
import type { OptionValue } from '../model/fields/optionText.ts';
import { formatVersion } from '../model/formatVersion.ts';
import type { ObservedSync, ObservedTenant } from '../model/observed.ts';
import { Concealed, type SecretSource } from '../model/secret.ts';
import { syncName } from '../model/syncName.ts';
import { equalValues } from '../model/value.ts';
import type { Refusal } from './outcome.ts';
import { type Plan, planId, toWrite } from './plan.ts';

/** A plan that was saved for review, as it was read back: whole, and ours. */
export type SavedPlan = SavedPlanJson;

type SavedField = SavedPlan['changes'][number]['fields'][number];

export type SavingOptions = {
  /** Hex digest of a text. */
  readonly sha256: (text: string) => string;
  /** Random, so that a digest cannot be looked up. */
  readonly salt: string;
  /** A folder as seen from where sollist runs, so that the plan means the same in another checkout. */
  readonly relative: (folder: string) => string;
  /** The tenant id behind a tenant's name, where it has one. */
  readonly tenantIdOf: (name: string) => string | undefined;
};

/**
 * What `plan --out` writes. No secret is in it: of the one that is there a salted digest, of the new one its reference.
 * One that a document holds in clear, under a name that looks like a secret's, is in it as it is in git.
 */
export function savedPlanText(plan: Plan, { sha256, salt, relative, tenantIdOf }: SavingOptions): string {
  const { id, revision, treeHash } = plan;
  const saveField = (field: FieldChange): SavedField => {
    if (field.field === 'interval') {
      const before = field.before === null ? null : toIso(field.before);
      return { field: 'interval', before, after: toIso(field.after), ...whyOf(field) };
    }
    const { option, secret, before, after } = field;
    const isSecret = before instanceof Concealed || after instanceof Concealed;
    const was = isSecret
      ? { beforeDigest: digest(inClear(before), { sha256, salt }) }
      : { before: inClear(before) };
    const wanted = secret
      ? { secret: { ...secret.ref, folder: relative(secret.folder) } }
      : { after: inClear(after) };
    return { field: 'configs', option: { ...option }, ...was, ...wanted, ...whyOf(field) };
  };
  const changes = toWrite(plan).map(({ tenant, sync, origin, fields }) => ({
    tenant,
    sync,
    origin,
    fields: fields.map(saveField),
  }));
  const named = new Set(changes.map((change) => change.tenant));
  const tenants = plan.tenants
    .filter(({ name }) => named.has(name))
    .map(({ name, managed }) => {
      const tenantId = tenantIdOf(name);
      return { name, ...(tenantId !== undefined && { tenantId }), managed };
    });
  const content = {
    formatVersion,
    kind: 'saved-plan' as const,
    id,
    revision,
    treeHash,
    salt,
    tenants,
    changes,
  };
  return `${JSON.stringify({ ...content, checksum: checksum(content, sha256) }, null, 2)}\n`;
}

/** Who changed it, since when, and the place that wants it. */
function whyOf({ cause, since, origin }: Pick<FieldChange, 'cause' | 'since' | 'origin'>) {
  return { cause, ...(since !== undefined && { since }), origin };
}

function digest(
  value: string | null,
  { sha256, salt }: Pick<SavingOptions, 'sha256' | 'salt'>,
): string | null {
  return value === null ? null : sha256(salt + value);
}

function checksum(content: Omit<SavedPlan, 'checksum'>, sha256: SavingOptions['sha256']): string {
  return `sha256:${sha256(JSON.stringify(content))}`;
}

/** Reads a saved plan back, or says why it is refused: cut off, edited, or of another time. */
export function readSavedPlan(text: string, sha256: SavingOptions['sha256']): SavedPlan | Refusal {
  const json = parse(text);
  if (json === undefined) return refuse('is no whole JSON document: it was cut off or edited');
  const version = (json as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof version === 'string' && !version.startsWith('1.')) {
    return refuse(`has the format version ${version.slice(0, 20)}, and this sollist reads 1.x`);
  }
  if (!isSavedPlanJson(json)) return refuse('is no plan that `sollist plan --out` has written');
  const { checksum: claimed, ...content } = json;
  if (checksum(content, sha256) !== claimed) return refuse('was edited after it was saved');
  return json;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(what: string): Refusal {
  return {
    code: 'saved-plan',
    message: `the saved plan ${what}`,
    hint: 'save it anew: sollist plan --out plan.json',
  };
}

/** A saved plan against what is there now. `stale`: why it must not be applied, a sentence for each thing that has changed. */
export type Recheck = {
  readonly changes: readonly Change[];
  /** How many of its syncs are as wanted already. */
  readonly inSync: number;
  readonly stale: readonly string[];
};

/** Only the tenants that answered are looked at; what is as wanted already needs no writing. */
export function recheck(
  saved: SavedPlan,
  tenants: readonly ObservedTenant[],
  world: Pick<FieldContext, 'secret' | 'sha256'>,
): Recheck {
  const byName = new Map(tenants.map((tenant) => [tenant.name, tenant]));
  const stale: string[] = [];
  const changes: Change[] = [];
  let inSync = 0;
  for (const { tenant: name, sync: planned, origin, fields } of saved.changes) {
    const tenant = byName.get(name);
    if (!tenant) continue;
    const of = `${syncName(planned)} of ${name}`;
    const [sync, ...others] = tenant.syncs.filter((one) => one.id === planned.id);
    if (!sync || others.length > 0) {
      stale.push(sync ? `${of} is there more than once now` : `${of} is gone`);
      continue;
    }
    const now = fields.map((field) => recheckField(field, sync, { ...world, salt: saved.salt, of }));
    const left = now.filter((one) => typeof one === 'object');
    stale.push(...now.filter((one) => typeof one === 'string'));
    if (left.length > 0) changes.push({ tenant: name, sync: planned, mode: 'enforce', origin, fields: left });
    if (now.every((one) => one === undefined)) inSync += 1;
  }
  return { changes, inSync, stale };
}

type FieldContext = {
  readonly secret: (source: SecretSource) => Concealed | undefined;
  readonly sha256: SavingOptions['sha256'];
  readonly salt: string;
  /** What the sync is called, and on which tenant. */
  readonly of: string;
};

/** The change that is still to be made, undefined where it has been made already, or what has changed since. */
type Rechecked = FieldChange | undefined | string;

function recheckField(field: SavedField, sync: ObservedSync, context: FieldContext): Rechecked {
  const { of } = context;
  if (field.field === 'interval') return recheckInterval(field, sync, of);
  const planned = field.option!;
  const option = sync.options.find((one) => one.id === planned.id);
  if (!option) return `\`${planned.name}\` of ${of} is gone`;
  if (option.type !== planned.type)
    return `\`${planned.name}\` of ${of} has the type ${option.type} now, not ${planned.type}`;
  return recheckOption(field, option, context);
}

function hasChanged(what: string, of: string): string {
  return `${what} of ${of} has changed since the plan was saved`;
}

function recheckInterval(field: SavedField, sync: ObservedSync, of: string): Rechecked {
  const after = parseDuration(field.after ?? '');
  const before = field.before === null ? null : parseDuration(field.before ?? '');
  if (after === undefined || before === undefined) return hasChanged('the interval', of);
  if (sync.interval === after) return undefined;
  if (sync.interval !== before) return hasChanged('the interval', of);
  return { field: 'interval', before, after, ...whyOf(field) };
}

function recheckOption(
  field: SavedField,
  { id, name, type, value }: ObservedOption,
  context: FieldContext,
): Rechecked {
  const { of } = context;
  const wanted = wantedOf(field, type, context);
  if (!wanted) return hasChanged(`\`${name}\``, of);
  if (!wanted.ok) return `the secret for \`${name}\` of ${of} does not fit: its type, ${type}, ${wanted.why}`;
  const { value: after } = wanted;
  if (equalValues(type, value, inClear(after))) return undefined;
  if (!isAsBefore(field, type, value, context)) return hasChanged(`\`${name}\``, of);
  const before = isSecret(field) ? concealed(value) : value;
  const option = { id, name, type };
  const source = sourceOf(field);
  return { field: 'configs', option, before, after, ...(source && { secret: source }), ...whyOf(field) };
}

/** What is to be sent, or why the type cannot hold the secret; undefined where the file does not say. */
function wantedOf(
  field: SavedField,
  type: string,
  { secret }: FieldContext,
): Result<OptionValue> | undefined {
  const source = sourceOf(field);
  const read = source && secret(source);
  if (source) return read && secretToWire(type, read);
  if (field.after === undefined) return undefined;
  return ok(isSecret(field) ? concealed(field.after) : field.after);
}

/** A value in clear is one too where the option's name says so. */
function isSecret({ beforeDigest }: SavedField): boolean {
  return beforeDigest !== undefined;
}

function concealed(value: string | null): Concealed | null {
  return value === null ? null : new Concealed(value);
}

function isAsBefore(field: SavedField, type: string, value: string | null, context: FieldContext): boolean {
  if (isSecret(field)) return digest(value, context) === field.beforeDigest;
  return field.before !== undefined && equalValues(type, value, field.before);
}

/** The secrets that a saved plan refers to. */
export function secretsOf({ changes }: SavedPlan) {
  return changes.flatMap(({ fields }) =>
    fields.flatMap((field) => {
      const source = sourceOf(field);
      return source ? [{ source, option: field.option!.name, origin: field.origin }] : [];
    }),
  );
}

function sourceOf({ secret }: SavedField): SecretSource | undefined {
  if (!secret) return undefined;
  const { env, file, folder } = secret;
  if (env !== undefined) return { ref: { env }, folder };
  return file === undefined ? undefined : { ref: { file }, folder };
}

/** What is left of the saved plan, as a plan of its own; where it is stale, it still goes by the id that was reviewed. */
export function planFrom(
  saved: SavedPlan,
  { changes, inSync, stale }: Recheck,
  failures: Plan['failures'],
  problems: Plan['problems'],
  sha256: SavingOptions['sha256'],
): Plan {
  const failed = new Set(failures.map((failure) => failure.tenant));
  const answered = saved.changes.filter(({ tenant }) => !failed.has(tenant)).length;
  return {
    id: stale.length > 0 ? saved.id : planId(changes, sha256),
    revision: saved.revision,
    treeHash: saved.treeHash,
    summary: {
      tenants: saved.tenants.length,
      syncs: answered,
      inSync,
      changes: changes.length,
      values: changes.reduce((sum, change) => sum + change.fields.length, 0),
      suspended: 0,
      observed: 0,
      unmanaged: 0,
      unmanagedOptions: 0,
      problems: problems.length,
      failures: failures.length,
    },
    tenants: saved.tenants
      .filter(({ name }) => !failed.has(name))
      .map(({ name, managed }) => ({ name, managed, unmanaged: 0, standings: [] })),
    changes,
    problems,
    warnings: [],
    failures,
  };
}

/** What is refused where anything of it is stale. */
export function staleRefusals(stale: readonly string[]): readonly Refusal[] {
  return stale.map((message) => ({
    code: 'stale',
    message,
    hint: 'look at a new plan: sollist plan',
  }));
}
