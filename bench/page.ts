// The first byte of the fleet's page, and its size: `npm run bench:page [-- --quick] [-- --only TEXT]`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Daemon, startDaemon } from '../test/support/daemon.ts';
import { flags, isWanted, size } from './flags.ts';
import { type Spread, spread } from './statistics.ts';
import { machine, markdown } from './table.ts';
import { createWorld, otherInterval, type World } from './world.ts';

type Answer = { readonly firstByte: number; readonly bytes: number; readonly body: Buffer };

const floor = fileURLToPath(new URL('floors/page.js', import.meta.url));
const looks = flags.quick ? 5 : 20;
/** No pass but those that are asked for. */
const never = '0 0 29 2 *';
/** What is done to each document, so that all is in sync, differs, or would be changed by a plan that is refused. */
const trees: Readonly<Record<string, (text: string) => string>> = {
  'in sync': (text) => text,
  'all differ, observed': (text) => otherInterval(`mode: observe\n${text}`),
  'all differ, refused': (text) => otherInterval(text),
};

const rows: string[][] = [];
const world = await createWorld(size, ['all']);
try {
  for (const [name, change] of Object.entries(trees)) {
    if (!isWanted({ name })) continue;
    process.stderr.write(`${name} …\n`);
    await writeTree(world, name, change);
    rows.push([name, ...(await measure(world, name))]);
  }
} finally {
  await world.close();
}
const head = ['fleet', 'product', 'floor', 'ratio', 'CPU a page', 'first after a pass', 'gzip', 'plain'];
process.stdout.write(`${machine()}\n\n${markdown(head, rows)}\n`);

async function writeTree({ folder }: World, name: string, change: (text: string) => string): Promise<void> {
  await mkdir(join(folder, name));
  for (const file of await readdir(join(folder, 'all')))
    await writeFile(join(folder, name, file), change(await readFile(join(folder, 'all', file), 'utf8')));
}

async function measure({ folder, env }: World, tree: string): Promise<readonly string[]> {
  const daemon = await startDaemon(folder, env, '--syncs', tree, '--schedule', never);
  try {
    await daemon.running.until('its first pass is over', () => daemon.passes() > 0);
    const [plain, packed] = [await look(`${daemon.url}/`, 'identity'), await look(`${daemon.url}/`)];
    const file = join(folder, 'page.gz');
    await writeFile(file, packed.body);
    const child = spawn(process.execPath, [floor, file, 'gzip'], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [url] = (await once(child.stdout, 'data')) as [Buffer];
      const { ours, bare, cpu } = await contest(daemon, `${url}`.trim());
      const fresh = spread(await afterPasses(daemon));
      const ratio = (ours.median / bare.median).toFixed(1);
      const sizes = [packed, plain].map(({ bytes }) => `${(bytes / 1000).toFixed(1)} KB`);
      return [range(ours), range(bare), ratio, `${cpu.toFixed(1)} ms`, range(fresh), ...sizes];
    } finally {
      child.kill();
    }
  } finally {
    await daemon.running.end();
  }
}

/** In turn, so that what else the machine does meets both. CPU time is from a run of its own. */
async function contest(daemon: Daemon, bareUrl: string) {
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < looks; turn += 1) {
    ours.push((await look(`${daemon.url}/`)).firstByte);
    bare.push((await look(bareUrl)).firstByte);
  }
  const before = daemon.cpuMs();
  for (let turn = 0; turn < 5 * looks; turn += 1) await look(`${daemon.url}/`);
  return { ours: spread(ours), bare: spread(bare), cpu: (daemon.cpuMs() - before) / (5 * looks) };
}

/** Of the first who looks after each of some passes: all that pages share is made for him. */
async function afterPasses(daemon: Daemon): Promise<readonly number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const before = daemon.passes();
    await daemon.wake();
    await daemon.running.until('the pass is over', () => daemon.passes() > before);
    times.push((await look(`${daemon.url}/`)).firstByte);
  }
  return times;
}

/** Over a connection of its own. `firstByte` is in milliseconds from the request on. */
async function look(url: string, coding = 'gzip'): Promise<Answer> {
  const start = performance.now();
  const request = get(url, { agent: false, headers: { 'accept-encoding': coding } });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  const firstByte = performance.now() - start;
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  if (answer.statusCode !== 200) throw new Error(`${url} answers ${answer.statusCode}: ${body}`);
  return { firstByte, bytes: body.length, body };
}

function range({ median, min, max }: Spread): string {
  return `${median.toFixed(1)} ms (${min.toFixed(1)}–${max.toFixed(1)})`;
}
