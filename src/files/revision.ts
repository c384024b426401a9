/** Who made a commit, and its first line. */
export type Commit = { readonly author: string; readonly subject: string };

/**
 * What names the state of the files: a commit, with `-dirty` behind it where they differ from it, or what stands in for
 * one. Null where nobody knows. `commit` is there where git told.
 */
export type Revision = { readonly revision: string | null; readonly commit?: Commit };

/** Of what bears one, that alone. */
export function revisionOf({ revision, commit }: Revision): Revision {
  return { revision, ...(commit && { commit }) };
}

const dirtyMark = '-dirty';

export function dirty(commit: string): string {
  return `${commit}${dirtyMark}`;
}

/** The two halves: what the files were made from, and whether they differ from it. */
export function splitRevision(revision: string | null): { revision: string | null; dirty: boolean } {
  const isDirty = revision?.endsWith(dirtyMark) === true;
  return { revision: isDirty ? revision!.slice(0, -dirtyMark.length) : revision, dirty: isDirty };
}

/** A commit by so many of its digits, everything else as it is; it keeps its mark. */
export function shortRevision(revision: string, digits: number): string {
  const [, commit, mark] = /^([0-9a-f]{12,64})(-dirty)?$/.exec(revision) ?? [];
  return commit === undefined ? revision : `${commit.slice(0, digits)}${mark ?? ''}`;
}
