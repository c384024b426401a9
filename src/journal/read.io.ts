import { parseObject } from './chain.ts';
import { eachFile, readLines } from './files.io.ts';
import { type HistoryRecord, historyRecord } from './history.ts';

/**
 * Calls for every record that is about a change or a pass, oldest first. Lines that are none are passed over: `verifyJournal`
 * is there to find them. Gives whether there is a journal.
 * @throws Node's error where a file cannot be read.
 */
export async function readJournal(
  directory: string,
  visit: (record: HistoryRecord) => void,
): Promise<boolean> {
  let isThere = false;
  await eachFile(directory, async ({ handle }) => {
    isThere = true;
    for await (const { lines, rest } of readLines(handle)) {
      for (const line of rest ? [...lines, rest] : lines) {
        const parsed = parseObject(line.toString());
        const record = parsed && historyRecord(parsed);
        if (record) visit(record);
      }
    }
  });
  return isThere;
}
