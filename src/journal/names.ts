/** The file that is written to. Full ones stand beside it as `journal-<n>.jsonl`, the highest the newest. */
export const currentName = 'journal.jsonl';

export function rotatedName(number: number): string {
  return `journal-${number}.jsonl`;
}

/**
 * How many records there are and the hash of the last one, beside the journal, since a chain alone does not show that its
 * end was cut off. It is replaced as a whole after the records are on disk: so it may lag behind them after a crash, and
 * is never ahead of them unless some were taken away. It proves nothing against somebody who rewrites the journal and
 * this file together: for that, note the hash elsewhere (`history --verify` prints it).
 */
export const headName = 'journal.head.json';
