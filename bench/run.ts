// What sollist adds to a floor: `npm run bench [-- --quick] [-- --only TEXT]`.
import { flags, isWanted, size } from './flags.ts';
import { type Command, type Contest, compare, type Measured } from './measure.ts';
import type { Spread } from './statistics.ts';
import { machine, markdown } from './table.ts';
import { createWorld, type World } from './world.ts';

type Case = Contest & {
  readonly name: string;
  /** What the floor does. */
  readonly against: string;
  /** The highest ratio that is well. */
  readonly aim: number;
};

const rounds = flags.quick ? { start: 5, work: 2, weighings: 1 } : { start: 25, work: 9, weighings: 3 };

const world = await createWorld(size);
try {
  const rows: string[][] = [];
  for (const one of casesIn(world).filter(isWanted)) {
    process.stderr.write(`${one.name} …\n`);
    rows.push(rowOf(one, await compare(one)));
  }
  process.stdout.write(`${machine()}\n\n${tableOf(rows)}\n`);
} finally {
  await world.close();
}

function casesIn({ main, folder, env }: World): readonly Case[] {
  const floor = (name: string) => new URL(`floors/${name}.js`, import.meta.url).pathname;
  const node = (...args: string[]): Command => ({ args, cwd: folder, env: { ...process.env, ...env } });
  const expect = (one: Command, text: string) => ({ ...one, expect: text });
  const afresh = (args: readonly string[], text: string): Command => {
    const one = expect(node(main, ...args, '--syncs', 'pulled'), text);
    return { ...one, fills: `${folder}/pulled` };
  };
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
      aim: 1.15,
      ...start,
    },
    {
      name: '`validate`, 1 file',
      against: '`node -e 0`',
      product: { ...expect(node(main, 'validate'), 'Valid: 1 document'), cwd: `${folder}/one` },
      floor: bare,
      aim: 1.8,
      ...start,
    },
    {
      name: `\`validate\`, ${all} files`,
      against: 'read and parse them',
      product: expect(node(main, 'validate', '--syncs', 'each'), `Valid: ${all} documents`),
      floor: expect(node(floor('validate'), 'each'), `${all} files`),
      aim: 1.15,
      ...work,
    },
    {
      name: `\`plan\`, ${size.tenants} tenants × ${size.syncs} syncs, one set for all, in sync`,
      against: 'the same requests',
      product: expect(node(main, 'plan', '--syncs', 'all'), `${all} in sync`),
      floor: requests,
      aim: 1.35,
      ...work,
    },
    {
      name: `\`plan\`, the same with ${size.tenants} syncs that differ`,
      against: 'the same requests',
      product: expect(node(main, 'plan', '--syncs', 'drift'), `Plan: ${size.tenants} syncs to change`),
      floor: requests,
      aim: 1.35,
      ...work,
    },
    {
      name: `\`plan\`, a file for each of ${all} syncs, in sync`,
      against: 'the same requests, the same files parsed',
      product: expect(node(main, 'plan', '--syncs', 'each'), `${all} in sync`),
      floor: expect(node(floor('plan'), 'sollist.yaml', 'each'), `${all} syncs`),
      aim: 1.2,
      ...work,
    },
    {
      name: '`pull --common`, the same Wawi',
      against: '`pull`, a file for each sync',
      product: afresh(['pull', '--common'], 'documents for all tenants'),
      floor: afresh(['pull'], `${all} files`),
      aim: 1.5,
      ...work,
    },
  ];
}

function rowOf({ name, against, aim }: Case, { product, floor, ratio, weights }: Measured): string[] {
  return [
    name,
    against,
    milliseconds(product),
    milliseconds(floor),
    `${times(ratio.median)} (${times(ratio.min)}–${times(ratio.max)})`,
    `≤ ${times(aim)}${ratio.median <= aim ? '' : ' missed'}`,
    weights ? times(weights.cpuRatio.median) : '',
    weights ? `${weights.memory.map(Math.round).join(' / ')} MB` : '',
  ];
}

function milliseconds({ median, min, max }: Spread): string {
  return `${Math.round(median)} ms (${Math.round(min)}–${Math.round(max)})`;
}

function times(ratio: number): string {
  return ratio.toFixed(2);
}

function tableOf(rows: readonly string[][]): string {
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
