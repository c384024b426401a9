import type { SavedPlanJson } from '../../generated/savedPlan.ts';
import type { SecretSource } from '../../model/secret.ts';
import type { WantedSecret } from '../secrets.io.ts';

/** A plan that was saved for review, as it was read back: whole, and ours. */
export type SavedPlan = SavedPlanJson;

export type SavedField = SavedPlan['changes'][number]['fields'][number];

/** Hex digest of a text. */
export type Digest = (text: string) => string;

/** What is kept of a secret that was there: enough to tell whether it still is. The salt is random. */
export function digestOf(value: string | null, salt: string, sha256: Digest): string | null {
  return value === null ? null : sha256(salt + value);
}

/** Of all that a saved plan says: another one where it was edited. */
export function checksumOf(content: Omit<SavedPlan, 'checksum'>, sha256: Digest): string {
  return `sha256:${sha256(JSON.stringify(content))}`;
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
