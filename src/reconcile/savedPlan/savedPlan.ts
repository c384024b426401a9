import { parsedJson } from '../../base/text/json.ts';
import { revisionOf } from '../../files/revision.ts';
import type { SavedPlanJson } from '../../generated/savedPlan.ts';
import { isSavedPlanJson } from '../../generated/validators/savedPlan.js';
import type { Change } from '../../model/change.ts';
import { type FieldChange, fieldJson } from '../../model/fields/index.ts';
import { inClear, isSecret, type OptionChange } from '../../model/fields/option.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import type { SecretSource } from '../../model/secret.ts';
import type { Refusal } from '../outcome.ts';
import { type Plan, toWrite } from '../plan.ts';
import type { WantedSecret } from '../secrets.io.ts';

/** A plan that was saved for review, as it was read back: whole, and ours. */
export type SavedPlan = SavedPlanJson;

type SavedChange = SavedPlan['changes'][number];
export type SavedField = SavedChange['fields'][number];

/** Hex digest of a text. */
export type Digest = (text: string) => string;

/** What is kept of a secret that was there: enough to tell whether it still is. The salt is random. */
export function digestOf(value: string | null, salt: string, sha256: Digest): string | null {
  return value === null ? null : sha256(salt + value);
}

/** Of all that a saved plan says: another one where it was edited. */
function checksumOf(content: Omit<SavedPlan, 'checksum'>, sha256: Digest): string {
  return `sha256:${sha256(JSON.stringify(content))}`;
}

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
 * One that a document holds in clear is in it as it is in git.
 */
export function savedPlanText(plan: Plan, options: SavingOptions): string {
  const { id, treeHash } = plan;
  const changes = toWrite(plan).map((change) => saveChange(change, options));
  const content = {
    formatVersion,
    kind: 'saved-plan' as const,
    id,
    ...revisionOf(plan),
    treeHash,
    salt: options.salt,
    tenants: saveTenants(plan, changes, options),
    changes,
  };
  return `${JSON.stringify({ ...content, checksum: checksumOf(content, options.sha256) }, null, 2)}\n`;
}

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

/** Whether a file that begins like this may be a saved plan. */
export function beginsSavedPlan(head: string): boolean {
  return /^\s*\{\s*"formatVersion":\s*"[^"]*",\s*"kind":\s*"saved-plan"/.test(head);
}

/** Reads a saved plan back, or says why it is refused: cut off, edited, or of another time. */
export function readSavedPlan(text: string, sha256: Digest): SavedPlan | Refusal {
  const json = parsedJson(text);
  if (json === undefined) return refuse('is no whole JSON document: it was cut off or edited');
  const version = (json as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof version === 'string' && !version.startsWith('1.')) {
    return refuse(`has the format version ${version.slice(0, 20)}, and this sollist reads 1.x`);
  }
  if (!isSavedPlanJson(json)) return refuse('is no plan that `sollist plan --out` has written');
  const { checksum: claimed, ...content } = json;
  if (checksumOf(content, sha256) !== claimed) return refuse('was edited after it was saved');
  return json;
}

function refuse(what: string): Refusal {
  return {
    code: 'saved-plan',
    message: `the saved plan ${what}`,
    hint: 'save it anew: sollist plan --out plan.json',
  };
}

/** The secrets that a saved plan refers to. */
export function secretsOf({ changes }: SavedPlan): readonly WantedSecret[] {
  return changes.flatMap(({ fields }) =>
    fields.flatMap((field) => {
      const source = sourceOf(field);
      return source ? [{ source, option: field.option!.name, origin: field.origin }] : [];
    }),
  );
}

/** Where the new value is, if it is a secret. */
export function sourceOf({ secret }: SavedField): SecretSource | undefined {
  if (!secret) return undefined;
  const { env, file, folder } = secret;
  if (env !== undefined) return { ref: { env }, folder };
  return file === undefined ? undefined : { ref: { file }, folder };
}
