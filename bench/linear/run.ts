// Whether the time that a text of somebody else takes grows with its length and no faster: `npm run bench:linear [-- --only TEXT]`.
import { WorldFailure } from '../../src/problems/worldFailure.ts';
import { flags } from '../flags.ts';
import { machine, markdown } from '../table.ts';
import { type Place, places } from './places.ts';
import { type Grow, texts } from './texts.ts';

/** Four times the text may take so many times as long: linear, and what a garbage collector and a sort add. */
const most = 6;
/** A shorter time than this says nothing (milliseconds); one that is longer is enough to judge by. */
const enough = { least: 25, most: 400 };
const sizes = [1, 2, 3, 4, 5, 6].map((power) => 1_000 * 4 ** power).filter((size) => size <= 4_096_000);

type Finding = {
  readonly place: string;
  readonly text: string;
  readonly size: number;
  readonly before: number;
  readonly after: number;
};

const wanted = places.flatMap((place) =>
  Object.entries(place.texts ?? texts).map(([text, grow]) => ({ place, text, grow })),
);
const found: Finding[] = [];
for (const { place, text, grow } of wanted) {
  if (!`${place.name}: ${text}`.includes(flags.only)) continue;
  process.stderr.write(`\r\x1b[K${place.name}: ${text}`);
  const finding = await judge(place, text, grow);
  if (finding) found.push(finding);
  if (finding && ratioOf(finding) > most)
    process.stderr.write(`\r\x1b[K${place.name}: ${text}: × ${ratioOf(finding).toFixed(1)}\n`);
}
process.stderr.write('\r\x1b[K');
const worst = found.sort((a, b) => ratioOf(b) - ratioOf(a));
const broken = worst.filter((one) => ratioOf(one) > most);
const rows = worst
  .slice(0, Math.max(broken.length, 15))
  .map((one) => [
    one.place,
    one.text,
    `${one.size}`,
    `${one.before.toFixed(1)} ms`,
    `${one.after.toFixed(1)} ms`,
    ratioOf(one).toFixed(1),
  ]);
process.stdout.write(
  `${machine()}\n\n${markdown(['place', 'text', 'length', 'a quarter of it took', 'it took', 'ratio'], rows)}\n`,
);
process.stdout.write(
  `${wanted.length} texts in ${places.length} places, ${found.length} long enough to judge, ${broken.length} of them break the law.\n`,
);
process.exitCode = broken.length === 0 ? 0 : 1;

/** Undefined where even the longest text takes no time worth measuring. */
async function judge(place: Place, text: string, grow: Grow): Promise<Finding | undefined> {
  let before = 0;
  for (const size of sizes) {
    const after = await timed(place, grow(size));
    if (before >= enough.least && (after > enough.most || size === sizes.at(-1))) {
      const finding = { place: place.name, text, size, before, after };
      return ratioOf(finding) <= most ? finding : again(finding, place, grow);
    }
    if (after > 10 * enough.most) return again({ place: place.name, text, size, before, after }, place, grow);
    before = after;
  }
  return undefined;
}

/** What breaks the law is measured with more care: other work on the machine only ever adds. */
async function again(finding: Finding, place: Place, grow: Grow): Promise<Finding> {
  let { before, after } = finding;
  for (let round = 0; round < (finding.after > 5_000 ? 1 : 4); round += 1) {
    before = Math.min(before, await timed(place, grow(finding.size / 4)));
    after = Math.min(after, await timed(place, grow(finding.size)));
    if (after <= most * before) break;
  }
  return { ...finding, before, after };
}

function ratioOf({ before, after }: Finding): number {
  return after / before;
}

/** Milliseconds of the processor's time, which other work on the machine adds little to. A refusal is an answer too. */
async function timed({ read }: Place, text: string): Promise<number> {
  const start = process.cpuUsage();
  try {
    await read(text);
  } catch (error) {
    if (!(error instanceof WorldFailure))
      throw new Error(`a bug at ${text.length} characters`, { cause: error });
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
