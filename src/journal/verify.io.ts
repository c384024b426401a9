import { readLines, withFiles } from './files.io.ts';
import { conclude, endFile, followLine, openFile, startFollowing } from './follow.ts';
import { readHead } from './head.io.ts';
import type { Verification } from './history.ts';

/**
 * Reads the whole journal and says where the first place is at which a record does not follow the one before.
 * @throws Node's error where a file cannot be read.
 */
export async function verifyJournal(directory: string): Promise<Verification> {
  const at = startFollowing(await readHead(directory));
  await withFiles(directory, async (files) => {
    for (const { name, handle } of files) {
      openFile(at, name);
      for await (const { lines, isCut } of readLines(handle)) {
        for (const line of lines) followLine(at, line, isCut);
      }
      endFile(at);
      if (at.broken) return;
    }
  });
  return conclude(at);
}
