import { getOrAdd, groupBy } from '../../base/collections.ts';
import type { Claim } from '../../model/claim.ts';
import type { SyncDocument } from '../../model/document.ts';
import { nameOf } from '../../model/fields/index.ts';
import type { ObservedTenant } from '../../model/observed.ts';
import type { Origin } from '../../model/origin.ts';
import type { SourceFile } from '../../model/sourceFile.ts';
import { syncName } from '../../model/syncName.ts';
import type { Failure, Problem } from '../../problems/problem.ts';
import type { DiffContext } from '../../reconcile/diff.ts';
import { troubledTenants } from '../../reconcile/plan.ts';
import { decide, type LeftAlone, type PlaceToWrite } from './decide.ts';
import type { Drift } from './disagreement.ts';
import { findDrift, type Narrowing } from './drift.ts';
import { applyEdits, type Edit, editOf, readsAsMeant } from './edits.ts';
import type { Mask } from './lineDiff.ts';
import { createWhySecret, secretPlaces } from './secrets.ts';
import { createFindToken, type FindToken, type Token } from './tokens.ts';

/** A file and what it is to hold. `masks` are the places of what may be a secret in the text before. */
export type UpdatedFile = {
  readonly file: SourceFile;
  readonly text: string;
  readonly edits: readonly Edit[];
  readonly masks: readonly Mask[];
};

/** `accepted`: the drift that is none any more once the files are written. */
export type Update = {
  readonly files: readonly UpdatedFile[];
  readonly accepted: readonly Drift[];
  readonly leftAlone: readonly LeftAlone[];
  readonly problems: readonly Problem[];
};

export type UpdateInput = {
  readonly files: readonly SourceFile[];
  readonly documents: readonly SyncDocument[];
  /** On all tenants there are. */
  readonly claims: readonly Claim[];
  /** Those that answered. */
  readonly tenants: readonly ObservedTenant[];
  readonly secret: DiffContext['secret'];
  readonly narrowing: Narrowing;
  /** Display names of options that are secrets beyond those that look it; `*` stands for any text. */
  readonly secretPatterns: readonly string[];
  /** The file's own path, whichever links lead to it. */
  readonly realPath: (path: string) => string;
};

/**
 * Writes live values into the documents that want others: only these values change, and a plan that follows finds
 * nothing in them. A tenant with problems of its own is left alone like one that was not read, and so is each document that
 * holds for it too. With any other problem, nothing changes.
 */
export function makeUpdate(input: UpdateInput): Update {
  const { claims, tenants, secret, narrowing, secretPatterns } = input;
  const { problems, ...found } = findDrift(tenants, claims, secret, narrowing);
  const troubled = troubledTenants({ problems });
  const drifts = found.drifts.filter(({ tenant }) => !troubled.has(tenant));
  if (problems.some(stopsAll) || !drifts.some((drift) => drift.isAsked)) {
    return { files: [], accepted: [], leftAlone: [], problems };
  }
  const findToken = createFinder(input.files);
  const whySecret = createWhySecret(tenants, secretPatterns);
  const secrets = secretPlaces(input.documents, whySecret);
  const keyOf = ({ file, line, column }: Origin) => `${input.realPath(file)}:${line}:${column}`;
  const { places, ...decision } = decide({ drifts, tenants, troubled, claims, findToken, keyOf, whySecret });
  return { files: edited(places, secrets, input, findToken), ...decision, problems };
}

/** What only the live state of a tenant shows stops nothing elsewhere. */
export function stopsAll({ tenant }: Problem): boolean {
  return tenant === undefined;
}

/** A file's tokens are looked for when the first one is asked for. */
function createFinder(files: readonly SourceFile[]): (origin: Origin) => Token | undefined {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const finders = new Map<string, FindToken>();
  return (origin) => getOrAdd(finders, origin.file, () => createFindToken(byPath.get(origin.file)!))(origin);
}

/** A file that several paths lead to is changed by one of them. */
function edited(
  places: readonly PlaceToWrite[],
  secrets: ReadonlyMap<string, readonly Origin[]>,
  { files, realPath }: Pick<UpdateInput, 'files' | 'realPath'>,
  findToken: (origin: Origin) => Token | undefined,
): readonly UpdatedFile[] {
  const byFile = groupBy(places, (place) => realPath(place.origin.file));
  const sources = new Map(files.map((file) => [file.path, file]));
  return [...byFile.values()]
    .map((ofFile) => {
      const file = sources.get(ofFile[0]!.origin.file)!;
      const edits = ofFile.map(({ token, value }) => editOf(token, file.text, value));
      const masks = (secrets.get(file.path) ?? []).flatMap((origin) => findToken(origin) ?? []);
      return { file, edits, masks, text: safely(file, edits) };
    })
    .sort((a, b) => (a.file.path < b.file.path ? -1 : 1));
}

/** @throws where the text would not read as it should: better no update than a wrong one. */
function safely({ path, text }: SourceFile, edits: readonly Edit[]): string {
  const after = applyEdits(text, edits);
  if (!readsAsMeant(text, edits, after)) throw new Error(`the update of ${path} would not read as meant`);
  return after;
}

/** What is left alone, as a warning with its place. */
export function leftAloneProblem({ drift, reason }: LeftAlone): Problem {
  const { tenant, sync, field } = drift;
  return {
    code: 'left-alone',
    message: `\`${nameOf(field)}\` of ${syncName(sync)} on ${tenant} stays as it is here: ${reason.text}`,
    hint: reason.hint,
    tenant,
    origin: field.origin,
    ...(reason.related && { related: reason.related }),
    ...(reason.isSensitive && { sensitive: true }),
  };
}

/** What became of an update. `files` are those whose text is, or with `isPreview` would be, another now. */
export type UpdateReport = Update & {
  readonly isPreview: boolean;
  readonly warnings: readonly Problem[];
  /** How many tenants did. */
  readonly answered?: number;
  readonly failures: readonly Failure[];
};
