import type { Calendar } from '../base/calendar.ts';
import type { SourceTree } from '../files/tree.ts';
import type { Claim } from '../model/claim.ts';
import type { SyncDocument, Tenant } from '../model/document.ts';
import type { Origin } from '../model/origin.ts';
import type { Concealed, ReadSecret, SecretSource } from '../model/secret.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import type { Problem } from '../problems/problem.ts';
import { findConflicts } from './conflicts.ts';
import type { Desired } from './desired.ts';
import { resolve } from './resolve.ts';
import type { Moment } from './windows.ts';

export type CheckFile = (
  file: SourceFile,
  moment: Moment,
) => {
  readonly documents: readonly SyncDocument[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
};

/**
 * A tree is good or bad as a whole: what can be told offline of all files, in one go. `tenants` is undefined where nobody
 * can tell who they are: then each file is only looked at by itself.
 */
export function desire(
  tree: SourceTree,
  tenants: readonly Tenant[] | undefined,
  moment: Moment,
  { checkFile, calendar }: { readonly checkFile: CheckFile; readonly calendar: Calendar },
): Desired {
  const checked = tree.files.map((file) => checkFile(file, moment));
  const documents = checked.flatMap((file) => file.documents);
  const { claims, problems } = tenants
    ? resolve(documents, tenants, moment, calendar)
    : { claims: [], problems: [] };
  return {
    tree,
    documents,
    claims,
    problems: [
      ...tree.problems,
      ...checked.flatMap((file) => file.problems),
      ...problems,
      ...findConflicts(claims),
    ],
    warnings: [...tree.warnings, ...checked.flatMap((file) => file.warnings)],
  };
}

/** The secrets that claims refer to, each read once, by their source. */
export type SecretBook = {
  readonly secret: (source: SecretSource) => Concealed | undefined;
  readonly problems: readonly Problem[];
};

export function readSecrets(claims: readonly Claim[], readSecret: ReadSecret): Promise<SecretBook> {
  const layers = new Set(claims.flatMap((claim) => claim.layers)); // claims of one document share them
  const wanted = [...layers].flatMap((layer) =>
    layer.configs.flatMap(({ option, value }) =>
      value.value.kind === 'secret'
        ? [{ source: value.value, option: option.value, origin: value.origin }]
        : [],
    ),
  );
  return readAll(wanted, readSecret);
}

/** A secret that is wanted for an option, and where a document says so. */
export type WantedSecret = {
  readonly source: SecretSource;
  readonly option: string;
  readonly origin: Origin;
};

export async function readAll(wanted: readonly WantedSecret[], readSecret: ReadSecret): Promise<SecretBook> {
  const read = new Map<string, Concealed>();
  const problems = new Map<string, Problem>();
  for (const { source, option, origin } of wanted) {
    const key = keyOf(source);
    if (read.has(key) || problems.has(key)) continue;
    const secret = await readSecret(source);
    if (secret.ok) {
      read.set(key, secret.value);
    } else {
      const message = `the secret for \`${option}\` cannot be read: ${secret.why}`;
      problems.set(key, { code: 'secret', message, origin });
    }
  }
  return { secret: (source) => read.get(keyOf(source)), problems: [...problems.values()] };
}

function keyOf({ ref, folder }: SecretSource): string {
  return JSON.stringify('env' in ref ? ['env', ref.env] : ['file', folder, ref.file]);
}
