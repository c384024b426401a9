import { spawn } from 'node:child_process';

const preload = new URL('peak.js', import.meta.url).href;

/** Runs `node …args` and gives its wall time in milliseconds. @throws where it fails, or says nothing that matches `expect`. */
export async function timed({ args, expect, cwd, env }) {
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const { milliseconds } = await ended(child, args, expect, start);
  return milliseconds;
}

/** Memory in megabytes and CPU time in milliseconds. In a run of its own, since the preload takes time itself. */
export async function weighed({ args, expect, cwd, env }) {
  const stdio = ['ignore', 'pipe', 'pipe', 'pipe'];
  const child = spawn(process.execPath, ['--import', preload, ...args], { cwd, env, stdio });
  const told = textOf(child.stdio[3]);
  await ended(child, args, expect, performance.now());
  return JSON.parse(await told);
}

async function ended(child, args, expect, start) {
  const [out, err] = [textOf(child.stdout), textOf(child.stderr)];
  const code = await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
  const milliseconds = performance.now() - start;
  const text = await out;
  if (code === 0 && (expect === undefined || text.includes(expect))) return { milliseconds };
  throw new Error(`node ${args.join(' ')} ended with ${code}, expected "${expect}":\n${text}${await err}`);
}

async function textOf(stream) {
  let text = '';
  for await (const part of stream.setEncoding('utf8')) text += part;
  return text;
}

/** Product and floor in turn, so that what else the machine does meets both; which one is first changes each round. */
export async function compare({ product, floor, rounds, weighings }) {
  await timed(product); // what comes first finds cold caches
  await timed(floor);
  const times = await alternate(product, floor, rounds, timed);
  const weights = await alternate(product, floor, weighings, weighed);
  return {
    product: spread(times.map(([ours]) => ours)),
    floor: spread(times.map(([, bare]) => bare)),
    ratio: spread(times.map(([ours, bare]) => ours / bare)),
    ...(weighings > 0 && {
      memory: weights.map((pair) => pair.map((one) => one.megabytes)).sort((a, b) => a[0] - b[0])[0],
      cpuRatio: spread(weights.map(([ours, bare]) => ours.cpu / bare.cpu)),
    }),
  };
}

async function alternate(product, floor, rounds, measure) {
  const pairs = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) pairs.push([await measure(product), await measure(floor)]);
    else pairs.push([await measure(floor), await measure(product)].reverse());
  }
  return pairs;
}

function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1) };
}
