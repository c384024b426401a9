import { addAll } from '../../base/collections.ts';
import { ok, type Result } from '../../base/result.ts';
import { isSameId } from '../../base/uuid.ts';
import { revisionOf } from '../../files/revision.ts';
import type { Change } from '../../model/change.ts';
import { type FieldChange, isBefore, isShownBy, scalarFromJson } from '../../model/fields/index.ts';
import type { ObservedOption } from '../../model/fields/kind.ts';
import type { OptionValue } from '../../model/fields/option.ts';
import { conceal, concealUnlessHarmless, inClear, secretToWire } from '../../model/fields/option.ts';
import type { ObservedSync, ObservedTenant } from '../../model/observed.ts';
import type { Concealed, SecretSource } from '../../model/secret.ts';
import { syncName } from '../../model/syncName.ts';
import { equalValues } from '../../model/value.ts';
import type { Refusal } from '../outcome.ts';
import { type Plan, planId, planOfProblems } from '../plan.ts';
import { type Digest, digestOf, type SavedField, type SavedPlan, sourceOf } from './savedPlan.ts';

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
    const [sync, ...others] = tenant.syncs.filter((one) => isSameId(one.id, planned.id));
    if (!sync || others.length > 0) {
      stale.push(sync ? `${of} is there more than once now` : `${of} is gone`);
      continue;
    }
    const now = fields.map((field) => recheckField(field, sync, { ...world, salt: saved.salt, of }));
    const left = now.filter((one) => typeof one === 'object');
    addAll(
      stale,
      now.filter((one) => typeof one === 'string'),
    );
    const known = { ...planned, id: sync.id };
    if (left.length > 0) changes.push({ tenant: name, sync: known, mode: 'enforce', origin, fields: left });
    if (now.every((one) => one === undefined)) inSync += 1;
  }
  return { changes, inSync, stale };
}

type FieldContext = {
  readonly secret: (source: SecretSource) => Concealed | undefined;
  readonly sha256: Digest;
  readonly salt: string;
  /** What the sync is called, and on which tenant. */
  readonly of: string;
};

/** The change that is still to be made, undefined where it has been made already, or what has changed since. */
type Rechecked = FieldChange | undefined | string;

function recheckField(field: SavedField, sync: ObservedSync, context: FieldContext): Rechecked {
  const { of } = context;
  if (field.field !== 'configs') return recheckScalar(field, sync, of);
  const planned = field.option!;
  const option = sync.options.find((one) => isSameId(one.id, planned.id));
  if (!option) return `\`${planned.name}\` of ${of} is gone`;
  if (option.type !== planned.type)
    return `\`${planned.name}\` of ${of} has the type ${option.type} now, not ${planned.type}`;
  return recheckOption(field, option, context);
}

function hasChanged(what: string, of: string): string {
  return `${what} of ${of} has changed since the plan was saved`;
}

function recheckScalar(field: SavedField, sync: ObservedSync, of: string): Rechecked {
  const { before = null, after = null } = field;
  const change = scalarFromJson({ field: field.field, before, after }, whyOf(field));
  if (!change) return hasChanged(`the ${field.field}`, of);
  if (change.field === 'active' && change.after && sync.isLocked)
    return `${of} is locked, so it cannot be started`;
  if (isShownBy(sync, change)) return undefined;
  return isBefore(sync, change) ? change : hasChanged(`the ${field.field}`, of);
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
  const option = { id, name, type };
  const source = sourceOf(field);
  const before = source ? conceal(value) : concealUnlessHarmless(option, value);
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
  if (field.after === undefined || typeof field.after === 'boolean') return undefined;
  return ok(concealUnlessHarmless(field.option!, field.after));
}

/** A value in clear is a secret too where the option's name, or a shape, says so. */
function holdsSecret({ beforeDigest }: SavedField): boolean {
  return beforeDigest !== undefined;
}

function isAsBefore(field: SavedField, type: string, value: string | null, context: FieldContext): boolean {
  if (holdsSecret(field)) return digestOf(value, context.salt, context.sha256) === field.beforeDigest;
  if (field.before === undefined || typeof field.before === 'boolean') return false;
  return equalValues(type, value, field.before);
}

/** Who changed it, since when, and the place that wants it. */
function whyOf({ cause, since, origin }: SavedField) {
  return { cause, ...(since !== undefined && { since }), origin };
}

/** What is left of the saved plan, as a plan of its own; where it is stale, it still goes by the id that was reviewed. */
export function planFrom(
  saved: SavedPlan,
  { changes, inSync, stale }: Recheck,
  failures: Plan['failures'],
  problems: Plan['problems'],
  sha256: Digest,
): Plan {
  const failed = new Set(failures.map((failure) => failure.tenant));
  const answered = saved.changes.filter(({ tenant }) => !failed.has(tenant)).length;
  const bare = planOfProblems(problems, sha256);
  return {
    ...bare,
    id: stale.length > 0 ? saved.id : planId(changes, sha256),
    ...revisionOf(saved),
    treeHash: saved.treeHash,
    summary: {
      ...bare.summary,
      tenants: saved.tenants.length,
      syncs: answered,
      inSync,
      changes: changes.length,
      values: changes.flatMap((change) => change.fields).length,
      failures: failures.length,
    },
    tenants: saved.tenants
      .filter(({ name }) => !failed.has(name))
      .map(({ name, managed }) => ({ name, managed, unmanaged: [], standings: [] })),
    changes,
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
