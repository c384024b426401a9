// usage: node bench/run.js [--quick] [--only TEXT]
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compare } from './measure.js';
import { machine, markdown } from './table.js';
import { createWorld } from './world.js';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' } } });
const size = flags.quick ? { tenants: 100, syncs: 10 } : { tenants: 1000, syncs: 10 };
const rounds = flags.quick ? { start: 5, work: 2, weighings: 1 } : { start: 25, work: 9, weighings: 3 };

if (!existsSync(new URL('../dist/main.js', import.meta.url))) {
  process.stderr.write('nothing to measure: run `npm run build` first\n');
  process.exit(1);
}
const world = await createWorld(size);
try {
  const rows = [];
  for (const one of casesIn(world).filter(({ name }) => name.includes(flags.only ?? ''))) {
    process.stderr.write(`${one.name} …\n`);
    rows.push(rowOf(one, await compare(one)));
  }
  process.stdout.write(`${machine()}\n\n${tableOf(rows)}\n`);
} finally {
  await world.close();
}

function casesIn({ main, folder, env }) {
  const floor = (name) => new URL(`floors/${name}.js`, import.meta.url).pathname;
  const node = (...args) => ({ args, cwd: folder, env });
  const expect = (one, text) => ({ ...one, expect: text });
  const all = size.tenants * size.syncs;
  const start = { rounds: rounds.start, weighings: 0 };
  const work = { rounds: rounds.work, weighings: rounds.weighings };
  const bare = node('-e', '0');
  const requests = expect(node(floor('plan'), 'sollist.yaml'), `${all} syncs`);
  return [
    {
      name: '`--version`',
      against: '`node -e 0`',
      product: node(main, '--version'),
      floor: bare,
      aim: 1.7,
      ...start,
    },
    {
      name: '`validate`, 1 file',
      against: '`node -e 0`',
      product: { ...expect(node(main, 'validate'), 'Valid: 1 document'), cwd: `${folder}/one` },
      floor: bare,
      aim: 2.5,
      ...start,
    },
    {
      name: `\`validate\`, ${all} files`,
      against: 'read and parse them',
      product: expect(node(main, 'validate', '--syncs', 'each'), `Valid: ${all} documents`),
      floor: expect(node(floor('validate'), 'each'), `${all} files`),
      aim: 1.4,
      ...work,
    },
    {
      name: `\`plan\`, ${size.tenants} tenants × ${size.syncs} syncs, one set for all, in sync`,
      against: 'the same requests',
      product: expect(node(main, 'plan', '--syncs', 'all'), `${all} in sync`),
      floor: requests,
      aim: 1.5,
      ...work,
    },
    {
      name: `\`plan\`, the same with ${size.tenants} syncs that differ`,
      against: 'the same requests',
      product: expect(node(main, 'plan', '--syncs', 'drift'), `Plan: ${size.tenants} syncs to change`),
      floor: requests,
      aim: 1.5,
      ...work,
    },
    {
      name: `\`plan\`, a file for each of ${all} syncs, in sync`,
      against: 'the same requests, the same files parsed',
      product: expect(node(main, 'plan', '--syncs', 'each'), `${all} in sync`),
      floor: expect(node(floor('plan'), 'sollist.yaml', 'each'), `${all} syncs`),
      aim: 1.5,
      ...work,
    },
  ];
}

function rowOf({ name, against, aim }, { product, floor, ratio, memory, cpuRatio }) {
  return [
    name,
    against,
    milliseconds(product),
    milliseconds(floor),
    `${times(ratio.median)} (${times(ratio.min)}–${times(ratio.max)})`,
    `≤ ${times(aim)}${ratio.median <= aim ? '' : ' missed'}`,
    cpuRatio ? times(cpuRatio.median) : '',
    memory ? `${memory.map(Math.round).join(' / ')} MB` : '',
  ];
}

function milliseconds({ median, min, max }) {
  return `${Math.round(median)} ms (${Math.round(min)}–${Math.round(max)})`;
}

function times(ratio) {
  return ratio.toFixed(2);
}

function tableOf(rows) {
  const head = [
    'what',
    'floor is',
    'product',
    'floor',
    'ratio',
    'aim',
    'CPU ratio',
    'memory, product / floor',
  ];
  return markdown(head, rows);
}
