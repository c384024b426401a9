import { createLog } from '../../../src/base/log.io.ts';
import { readTree } from '../../../src/files/readTree.io.ts';
import { createWatch, type WatchOptions } from '../../../src/files/watch/watch.io.ts';

/** A program that watches, and says in JSON lines what was logged and what it read, until its input ends. */
const [folder, file, mode] = process.argv.slice(2) as [string, string, WatchOptions['mode']];
const write = (line: string) => process.stdout.write(line);
const watch = createWatch({
  folder,
  file,
  mode,
  log: createLog({ level: 'info', write }),
  pace: { poll: 50, place: 50, proven: 50 },
  async changed() {
    const { problems } = await readTree(folder, 'syncs');
    write(`${JSON.stringify({ codes: problems.map(({ code }) => code) })}\n`);
  },
});
process.stdin.on('end', () => watch.close()).resume();
