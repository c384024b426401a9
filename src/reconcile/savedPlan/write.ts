import type { Change } from '../../model/change.ts';
import { type FieldChange, fieldJson } from '../../model/fields/index.ts';
import { inClear, isSecret, type OptionChange } from '../../model/fields/option.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import { type Plan, toWrite } from '../plan.ts';
import { checksumOf, type Digest, digestOf, type SavedField, type SavedPlan } from './savedPlan.ts';

export type SavingOptions = {
  readonly sha256: Digest;
  /** Random, so that a digest cannot be looked up. */
  readonly salt: string;
  /** A folder as seen from where sollist runs, so that the plan means the same in another checkout. */
  readonly relative: (folder: string) => string;
  /** The tenant id behind a tenant's name, where it has one. */
  readonly tenantIdOf: (name: string) => string | undefined;
};

/**
 * What `plan --out` writes. No secret is in it: a salted digest stands for the old one, its reference for the new one.
 * One that a document holds in clear, under a name that looks like a secret's, is in it as it is in git.
 */
export function savedPlanText(plan: Plan, options: SavingOptions): string {
  const { id, revision, treeHash } = plan;
  const changes = toWrite(plan).map((change) => saveChange(change, options));
  const content = {
    formatVersion,
    kind: 'saved-plan' as const,
    id,
    revision,
    treeHash,
    salt: options.salt,
    tenants: saveTenants(plan, changes, options),
    changes,
  };
  return `${JSON.stringify({ ...content, checksum: checksumOf(content, options.sha256) }, null, 2)}\n`;
}

type SavedChange = SavedPlan['changes'][number];

/** Those that have changes, and what their names lead to. */
function saveTenants(
  { tenants }: Plan,
  changes: readonly SavedChange[],
  { tenantIdOf }: SavingOptions,
): SavedPlan['tenants'] {
  const named = new Set(changes.map((change) => change.tenant));
  return tenants
    .filter(({ name }) => named.has(name))
    .map(({ name, managed }) => {
      const tenantId = tenantIdOf(name);
      return { name, ...(tenantId !== undefined && { tenantId }), managed };
    });
}

function saveChange({ tenant, sync, origin, fields }: Change, options: SavingOptions): SavedChange {
  return { tenant, sync, origin, fields: fields.map((field) => saveField(field, options)) };
}

function saveField(field: FieldChange, options: SavingOptions): SavedField {
  const { field: name, before, after, cause, since, origin } = fieldJson(field);
  const values = field.field === 'configs' ? saveOption(field, options) : { field: name, before, after };
  return { ...values, cause, ...(since !== undefined && { since }), origin };
}

function saveOption(change: OptionChange, { sha256, salt, relative }: SavingOptions) {
  const { option, secret, before, after } = change;
  const was = isSecret(change)
    ? { beforeDigest: digestOf(inClear(before), salt, sha256) }
    : { before: inClear(before) };
  const wanted = secret
    ? { secret: { ...secret.ref, folder: relative(secret.folder) } }
    : { after: inClear(after) };
  return { field: 'configs' as const, option: { ...option }, ...was, ...wanted };
}
