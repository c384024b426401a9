import { describe } from 'vitest';
import type { HistoryJson } from '../../src/generated/history.ts';
import type { PlanJson } from '../../src/generated/plan.ts';
import { stateOf } from '../support/control.ts';
import { clockFrom } from '../support/fakeTime.ts';
import { needs } from '../support/needs.ts';
import { type House, test } from '../support/product.ts';

/** A night on which a real daemon runs, from half a minute before the first edge on, so that a busy machine has started it by then. */
type Night = {
  readonly files: string;
  /** When something changes, and what is written then. */
  readonly edges: readonly (readonly [at: string, ...writes: string[]])[];
};

const document = (sync: string, interval: string, more: string) =>
  `sync: { name: ${sync} }\ninterval: ${interval}\n${more}\n`;
const window = (start: string, duration: string, interval: string) =>
  `windows: [{ start: "${start}", duration: ${duration}, interval: ${interval} }]`;
const opens = 'Otto 15m → 5m';
const closes = 'Otto 5m → 15m';

const nights: Readonly<Record<string, Night>> = {
  'clocks are put forward: what they skip begins when they do': {
    files: [
      document('Otto', '15m', window('0 3 * * *', '10s', '5m')),
      document('Amazon', '20m', window('30 2 * * *', '10s', '7m')),
    ].join('---\n'),
    edges: [
      ['2026-03-29T01:00:00Z', 'Amazon 20m → 7m', opens],
      ['2026-03-29T01:00:10Z', 'Amazon 7m → 20m', closes],
    ],
  },
  'clocks are put back: what they show twice begins once, and lasts as long as ever': {
    files: [
      document('Otto', '15m', window('0 3 * * *', '10s', '5m')),
      document('Amazon', '20m', window('30 2 * * *', '1h30m', '7m')),
    ].join('---\n'),
    edges: [
      ['2026-10-25T02:00:00Z', 'Amazon 7m → 20m', opens],
      ['2026-10-25T02:00:10Z', closes],
    ],
  },
  'a leap day': {
    files: [
      document('Otto', '15m', window('0 0 29 2 *', '10s', '5m')),
      document('Amazon', '7m', 'suspend: { reason: until the leap day, until: 2028-02-29 }'),
    ].join('---\n'),
    edges: [
      ['2028-02-28T23:00:00Z', 'Amazon 20m → 7m', opens],
      ['2028-02-28T23:00:10Z', closes],
    ],
  },
};

const pause = 'windows: [{ start: "0 2 * * *", duration: 45m, active: false }]';
const rare = 'timezone: Europe/Berlin\nschedule: "0 12 1 1 *"\n';
const roomForAll = 'safety: { maxChanges: 1000, maxShare: 1 }\n';

/** One document for each sync that the emulator's tenants have, for all of them. */
async function documentEach(house: House, wawi: Awaited<ReturnType<House['wawi']>>, more: string) {
  const { tenants } = await stateOf(wawi, wawi.tenants[0]!.name);
  const documents = tenants[0]!.syncs.map(({ syncName, salesChannelName }) => {
    const channel = salesChannelName === null ? '' : `, salesChannel: ${salesChannelName}`;
    return `tenants: all\nsync: { name: ${syncName}${channel} }\n${more}\n`;
  });
  await house.write({ 'syncs/all.yaml': documents.join('---\n') });
}

describe.concurrent('a daemon in Berlin', () => {
  test.for(Object.entries(nights))('%s', async ([, { files, edges }], { house, expect, skip }) => {
    needs(skip, 'faketime');
    await house.wawi({}, rare);
    await house.write({ 'syncs/a.yaml': files });
    const start = earlier(edges[0]![0], 30);
    const planned = async (at: string) =>
      JSON.parse((await house.sollist('plan', '--output=json', '--at', at)).stdout) as PlanJson;
    const foretold = { before: await planned(earlier(edges[0]![0], 1)), at: await planned(edges[0]![0]) };

    Object.assign(house.env, clockFrom(start));
    const running = house.start('run', '--listen=127.0.0.1:0');
    const turns = () => running.stderr().match(/"reasons":"turn"/g)?.length ?? 0;
    await running.until('all edges are over', () => turns() === edges.length);
    running.signal('SIGTERM');
    expect((await running.ended).code).toBe(0);

    const { records } = JSON.parse((await house.sollist('history', '--output=json')).stdout) as HistoryJson;
    const written = records.flatMap((record) => (record.kind === 'change' ? [record] : []));
    const byTurn = written.filter(({ reasons }) => reasons.includes('turn'));
    const told = byTurn.map(
      ({ sync, before, after }) => `${sync.name} ${minutes(String(before))} → ${minutes(String(after))}`,
    );
    expect(told).toEqual(edges.flatMap(([, ...writes]) => writes));
    expect(written.length - byTurn.length).toBe(foretold.before.summary.changes);
    const due = edges.flatMap(([at, ...writes]) => writes.map(() => Date.parse(at)));
    for (const [index, { time }] of byTurn.entries())
      expect(Date.parse(time)).toBeGreaterThanOrEqual(due[index]!);
    const wanted = new Map(foretold.at.changes.map(({ sync, fields }) => [sync.name, fields[0]!.after]));
    expect(wanted.get('Otto')).toBe('PT5M');
    expect(wanted.get('Amazon')).toBe(byTurn[0]!.after === 'PT20M' ? undefined : 'PT7M');
  });

  test('pauses all syncs of 60 tenants with one document each, through a restart, and starts them late rather than never', async ({
    house,
    expect,
    skip,
  }) => {
    needs(skip, 'faketime');
    const wawi = await house.wawi({ tenants: 60 }, rare);
    await documentEach(house, wawi, `active: true\n${pause}`);
    const refused = await house.sollist('plan', '--at', '02:10');
    expect(refused.stdout).toContain('600 syncs');
    expect(refused.stdout).toContain('safety.maxChanges');
    await house.write({ 'sollist.yaml': (await house.read('sollist.yaml')) + roomForAll });

    /** What the daemon did from a time in UTC on, until so many passes were over: results, and the actions it sent. */
    const from = async (start: string, passes: number) => {
      const before = wawi.requests.length;
      Object.assign(house.env, clockFrom(start));
      const running = house.start('run', '--listen=127.0.0.1:0', '--output=json');
      await running.until('the passes are over', () => running.lines() >= passes);
      running.signal('SIGTERM');
      expect((await running.ended).code).toBe(0);
      const reports = running.stdout().trim().split('\n');
      const actions = wawi.requests
        .slice(before)
        .flatMap(({ method, body }) => (method === 'PUT' ? [(body as { action: number }).action] : []));
      return {
        results: reports.map((report) => (JSON.parse(report) as PlanJson).result),
        stopped: actions.filter((action) => action === 1).length,
        started: actions.filter((action) => action === 0).length,
      };
    };
    expect(await from('2026-11-27T01:00:20Z', 1)).toEqual({ results: ['applied'], stopped: 600, started: 0 });
    expect(await from('2026-11-27T01:44:35Z', 2)).toEqual({
      ...{ results: ['inSync', 'applied'], stopped: 0, started: 600 },
    });
    expect((await from('2026-11-28T01:00:20Z', 1)).stopped).toBe(600);
    expect(await from('2026-11-28T02:00:00Z', 1)).toEqual({ results: ['applied'], stopped: 0, started: 600 });
  });
});

function earlier(time: string, seconds: number): string {
  return new Date(Date.parse(time) - seconds * 1000).toISOString();
}

function minutes(duration: string | null): string {
  return `${/^PT(\d+)M$/.exec(duration ?? '')?.[1]}m`;
}
