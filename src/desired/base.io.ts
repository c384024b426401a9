import { failed, ok, type Result } from '../base/result.ts';
import { count } from '../base/text/words.ts';
import { readTreeAt } from '../files/commitTree.io.ts';
import type { Git } from '../files/git.io.ts';
import type { SourceTree } from '../files/tree.ts';
import { showOrigin } from '../model/origin.ts';
import type { Problem } from '../problems/problem.ts';
import type { Base, Desired } from './desired.ts';

export type ReadBase = { readonly base: Base; readonly warnings: readonly Problem[] };

/**
 * What documents asked for at the commit that `revision` names. Of a tree with problems nothing was applied, so it asked
 * for nothing.
 */
export async function readBase(
  revision: string,
  syncs: string,
  git: Git,
  desireOf: (tree: SourceTree) => Pick<Desired, 'claims' | 'problems'>,
): Promise<Result<ReadBase, Problem>> {
  const read = await readTreeAt(revision, syncs, syncs, git);
  if (!read.ok) return failed(read.why);
  const { commit, tree } = read.value;
  const { claims, problems } = desireOf(tree);
  if (problems.length === 0) return ok({ base: { commit, claims }, warnings: [] });
  return ok({ base: { commit, claims: [] }, warnings: [wasBad(revision, syncs, problems)] });
}

function wasBad(revision: string, syncs: string, problems: readonly Problem[]): Problem {
  const [{ origin, message }] = problems as readonly [Problem];
  const first = `${problems.length > 1 ? 'the first ' : ''}${origin ? `at ${showOrigin(origin)}: ` : ''}${message}`;
  return {
    code: 'bad-base',
    message: `${syncs} had ${count(problems.length, 'problem')} at \`${revision}\`, so all that differs counts as brought by this change (${first})`,
  };
}
