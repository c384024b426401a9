// Many who listen to what changes, some of whom never read, while pass follows pass: memory and file descriptors must stay where
// the same daemon has them with nobody listening.
//   npm run soak:streams [-- --passes 600 --readers 200]
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { lows, type Point, slope, spread } from '../bench/statistics.ts';
import { type Daemon, startDaemon } from '../test/support/daemon.ts';
import { root } from '../test/support/program.ts';

type Measured = {
  readonly name: string;
  /** MiB: the median of the second tenth of the passes, and of the last. */
  readonly warm: number;
  readonly end: number;
  /** KiB for each hundred passes in their second half, by the lowest of every fifty. */
  readonly residentSlope: number;
  readonly heapSlope: number;
  readonly descriptors: { readonly before: number; readonly during: number; readonly after: number };
  /** By all who read. */
  readonly heard: { readonly events: number; readonly least: number };
  readonly dropped: { readonly reading: number; readonly hanging: number };
  readonly code: number | null;
};

const { values: flags } = parseArgs({
  options: { passes: { type: 'string', default: '600' }, readers: { type: 'string', default: '200' } },
});
const [passes, readerCount] = [Number(flags.passes), Number(flags.readers)];
/** Milliseconds: no pass shares its event with another. */
const betweenPasses = 260;

const alone = await measure(0);
const listened = await measure(readerCount);
for (const one of [alone, listened]) print(one);
const growth = (listened.end / listened.warm / (alone.end / alone.warm)).toFixed(2);
const isFine =
  Number(growth) <= 1.15 &&
  listened.dropped.reading === 0 &&
  listened.heard.least >= passes &&
  listened.descriptors.after <= alone.descriptors.after + 3 &&
  listened.code === 0;
console.log(`${isFine ? '  ok  ' : ' FAIL '} growth with readers, to that without: ${growth}`);
process.exitCode = isFine ? 0 : 1;

async function measure(count: number): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'sollist-streams-'));
  for (const part of ['sollist.yaml', 'syncs'])
    await cp(join(root, part), join(folder, part), { recursive: true });
  const daemon = await startDaemon(folder, {}, '--emulator');
  const kill = () => daemon.running.signal('SIGKILL');
  process.once('exit', kill);
  const before = daemon.handles();
  const readers = Array.from({ length: count }, (_, index) => listen(daemon.url, index % 10 > 0));
  const { resident, heap } = await pass(daemon, count);
  const during = daemon.handles();
  const dropped = (reads: boolean) =>
    readers.filter((one) => one.reads === reads && one.socket.closed).length;
  const droppedNow = { reading: dropped(true), hanging: dropped(false) };
  for (const { socket } of readers) socket.destroy();
  await pause(1_000);
  const after = daemon.handles();
  // Whoever still listens keeps nobody from ending.
  const last = Array.from({ length: 10 }, (_, index) => listen(daemon.url, index > 0));
  await daemon.running.until('they listen', () => last.slice(1).every(({ heard }) => heard() > 0));
  daemon.running.signal('SIGTERM');
  const { code } = await daemon.running.ended;
  process.off('exit', kill);
  await rm(folder, { recursive: true, force: true });
  const heard = readers.filter(({ reads }) => reads).map((one) => one.heard());
  return {
    name: `${count} readers`,
    ...{ warm: median(resident, 0.1, 0.2), end: median(resident, 0.9, 1) },
    ...{ residentSlope: slopeOf(resident), heapSlope: slopeOf(heap) },
    descriptors: { before, during, after },
    heard: { events: heard.reduce((sum, one) => sum + one, 0), least: Math.min(...heard) },
    ...{ dropped: droppedNow, code },
  };
}

/** Wakes pass after pass; memory in MiB, by the number of the pass. */
async function pass(daemon: Daemon, count: number) {
  const [resident, heap]: [Point[], Point[]] = [[], []];
  for (let number = 1; number <= passes; number += 1) {
    const known = daemon.passes();
    await daemon.wake();
    await daemon.running.until('a pass is over', () => daemon.passes() > known);
    await pause(betweenPasses);
    resident.push({ x: number, y: daemon.resident() / 1_024 });
    heap.push({ x: number, y: (await daemon.heapBytes()) / 2 ** 20 });
    if (number % 100 === 0)
      console.log(`${count} readers, pass ${number}: ${resident.at(-1)?.y.toFixed(0)} MiB`);
  }
  return { resident, heap };
}

/** Somebody who listens, and perhaps never reads a byte. */
function listen(url: string, reads: boolean) {
  const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1');
  let heard = 0;
  socket.on('error', () => {});
  if (reads)
    socket.setEncoding('utf8').on('data', (text: string) => (heard += text.split('event: state').length - 1));
  socket.write('GET /api/v1/events HTTP/1.1\r\nhost: localhost\r\n\r\n');
  return { socket, reads, heard: () => heard };
}

/** Of the passes between two shares of all. */
function median(points: readonly Point[], from: number, to: number): number {
  return spread(points.filter(({ x }) => x > from * passes && x <= to * passes).map(({ y }) => y)).median;
}

function slopeOf(points: readonly Point[]): number {
  const late = points.filter(({ x }) => x > passes / 2);
  return slope(lows(late, 50)) * 1_024 * 100;
}

function print({
  name,
  warm,
  end,
  residentSlope,
  heapSlope,
  descriptors,
  heard,
  dropped,
  code,
}: Measured): void {
  const { before, during, after } = descriptors;
  console.log(`${name}, ${passes} passes`);
  console.log(`  resident ${warm.toFixed(0)} → ${end.toFixed(0)} MiB: ${(end / warm).toFixed(2)}`);
  console.log(
    `  in 100 passes of the second half: resident ${residentSlope.toFixed(0)} KiB, heap ${heapSlope.toFixed(0)} KiB`,
  );
  console.log(`  descriptors ${before} → ${during} → ${after}; exit code ${code}`);
  if (heard.events === 0) return;
  console.log(`  events heard ${heard.events}, at least ${heard.least} each`);
  console.log(`  dropped: ${dropped.reading} who read, ${dropped.hanging} who do not`);
}
