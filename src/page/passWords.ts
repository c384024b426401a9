import type { PageWords } from './words/index.ts';

/** Why a pass was made, in the reader's language; one that a newer version wrote as it is. */
export function reasonsIn(reasons: readonly string[], { fleet }: PageWords): readonly string[] {
  return reasons.map((reason) => fleet[`woke_${reason}` as 'woke_start'] ?? reason);
}

/** How a pass ended, in the reader's language. */
export function resultIn(result: string, { fleet }: PageWords): string {
  return fleet[`result_${result}` as 'result_inSync'] ?? result;
}
