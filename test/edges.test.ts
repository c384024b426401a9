import { dirname } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCalendar } from '../src/base/calendar.ts';
import { createDaemon } from '../src/daemon/loop.io.ts';
import { createWakes, type WakeReason } from '../src/daemon/wakes.ts';
import { createCheckFile } from '../src/desired/checkFiles.ts';
import { desire } from '../src/desired/desire.ts';
import { sourceOf, treeOf } from '../src/files/tree.ts';
import type { ObservedSync } from '../src/model/observed.ts';
import type { SourceFile } from '../src/model/sourceFile.ts';
import { correct, look } from '../src/reconcile/pass.io.ts';
import type { Plan } from '../src/reconcile/plan.ts';
import type { Report } from '../src/reconcile/report.ts';
import { readSettings } from '../src/settings/read.ts';
import { aSync } from './support/build.ts';
import { fakeClock } from './support/clock.ts';
import { aWawi, aWorld, tenantSettings } from './support/correcting.ts';
import { runs } from './support/runs.ts';

const calendar = createCalendar();
const timezone = 'Europe/Berlin';
const acme = tenantSettings('acme');
const hour = 3_600_000;

/** A daemon whose clock is moved by hand, on files that want something else from time to time, and an ERP of its own. */
function aDaemon(
  text: string,
  syncs: readonly ObservedSync[],
  start: number,
  { wawi }: Pick<ReturnType<typeof aWawi>, 'wawi'> = aWawi(syncs),
) {
  const path = 'syncs/a.yaml';
  const file = sourceOf({ path, shown: path, top: undefined }, Buffer.from(text)) as SourceFile;
  const tree = treeOf(
    { files: [{ ...file, directory: dirname(path) }], problems: [], warnings: [] },
    'syncs',
  );
  const checkFile = createCheckFile(calendar);
  const desiredAt = (now: number) => desire(tree, [acme], { now, timezone }, { checkFile, calendar });
  // Apart from the start nothing wakes it but what the files say of time.
  const given = {
    schedule: { text: '0 0 1 1 *', by: '--schedule' },
    timezone: { text: timezone, by: '--timezone' },
  };
  const { settings } = readSettings({ given, jtl: {}, systemTimezone: () => 'UTC' }, calendar);
  const { world } = aWorld(wawi, { policy: { maxChanges: 100_000, maxShare: 1 } });
  const clock = fakeClock(start);
  const stop = new AbortController();
  const passes: { readonly reasons: readonly WakeReason[]; readonly at: number; readonly report: Report }[] =
    [];
  const alarms: number[] = [];
  let finished = () => {};
  let broke = (_: unknown) => {};
  const daemon = createDaemon({
    ...{ wakes: createWakes(), calendar, clock, random: () => 0, stop: stop.signal },
    load: async () => ({ settings, chosen: [acme], desired: desiredAt(clock.now()) }),
    heard: () => new Map(),
    desireAgain: () => desiredAt(clock.now()),
    async correct({ desired, tenants, pass: { reasons } }) {
      const report = await correct(desired, tenants, world);
      passes.push({ reasons, at: clock.now(), report });
      return report;
    },
    onlyProblems: ({ problems }) => expect.fail(JSON.stringify(problems)),
    reach: async () => undefined,
    setAlarm: (milliseconds) => void alarms.push(clock.now() + milliseconds),
    onPass: async () => void setImmediate(finished),
    ...{ storageTrouble: async () => undefined, onStorage: () => {} },
    onBug: (bug) => broke(bug),
    onExpired: () => expect.fail('nothing was approved'),
    onState: () => {},
    onJump: () => expect.fail('nobody put the clock'),
  });
  const nextPass = () => new Promise<void>((resolve, reject) => ([finished, broke] = [resolve, reject]));
  return {
    ...{ passes, alarms, clock },
    stop: () => stop.abort(),
    async start() {
      const first = nextPass();
      void daemon.run();
      await first;
    },
    /** As `plan --at` does: the files of then, and the ERP as it is. */
    async planAt(at: number): Promise<Plan> {
      return (await look(desiredAt(at), [acme], world, stop.signal)).plan;
    },
    /** Rings before there is anything to do, as an alarm that only looks does. */
    async lookAt(at: number) {
      clock.pass(at - clock.now());
      daemon.ring();
      await new Promise(setImmediate);
    },
    async passAt(at: number) {
      clock.pass(at - clock.now());
      const next = nextPass();
      daemon.ring();
      await next;
    },
  };
}

type Documented = {
  readonly rank: string;
  readonly windows: readonly string[];
  readonly until: number | undefined;
};

const minutes = (most: number) => fc.integer({ min: 1, max: most });
const lengths = fc.oneof(
  minutes(40 * 60).map((length) => `${length}m`),
  fc.constantFrom('30m', '1h', '3h', '1d', '2d'),
);
/** Mostly at night, when clocks are changed. */
const starts = fc
  .tuple(
    fc.constantFrom(0, 15, 30),
    fc.constantFrom(0, 1, 2, 2, 3, 14),
    fc.constantFrom('*', '0', '1-5', '29 2'),
  )
  .map(([minute, at, day]) =>
    day.includes(' ') ? `${minute} ${at} ${day} *` : `${minute} ${at} * * ${day}`,
  );
const windows = fc
  .tuple(starts, lengths, minutes(50))
  .map(
    ([start, duration, interval]) => `{ start: "${start}", duration: ${duration}, interval: ${interval}m }`,
  );
const documented: fc.Arbitrary<Documented> = fc.record({
  rank: fc.constantFrom('tenant: acme', 'tenants: all'),
  windows: fc.array(windows, { minLength: 1, maxLength: 3 }),
  until: fc.option(fc.integer({ min: -10, max: 60 }), { nil: undefined, freq: 3 }),
});
/** The night before each change of 2026, and before a leap day. */
const nights = fc.constantFrom('2026-03-28T20:00Z', '2026-10-24T20:00Z', '2028-02-28T20:00Z').map(Date.parse);

function textOf(documents: readonly Documented[], start: number): string {
  const each = documents.map(({ rank, windows: all, until }, index) => {
    const end =
      until === undefined
        ? ''
        : `suspend: { reason: x, until: "${new Date(start + until * hour).toISOString()}" }\n`;
    return `${rank}\nsync: { name: Sync ${index % 2} }\ninterval: ${60 + index}m\n${end}windows: [${all.join(', ')}]\n`;
  });
  return each.join('---\n');
}

const named = (count: number) =>
  Array.from({ length: count }, (_, index) => aSync({ id: `id-${index}`, name: `Sync ${index}` }));

it('whatever the files say of time, plan --at says what the daemon does, at each edge and a second on either side', async () => {
  const trees = fc.tuple(documented, documented).map(([one, two]) => [
    ...[one, two],
    ...[one, two].map((each) => ({
      ...each,
      rank: each.rank === 'tenants: all' ? 'tenant: acme' : 'tenants: all',
    })),
  ]);
  await fc.assert(
    fc.asyncProperty(trees, nights, fc.integer({ min: 0, max: 3600 }), async (documents, night, seconds) => {
      const start = night + seconds * 1000;
      const daemon = aDaemon(textOf(documents, night), named(2), start);
      await daemon.start();
      let last = start;
      for (let edge = daemon.alarms.at(-1)!; edge < night + 30 * hour; edge = daemon.alarms.at(-1)!) {
        const between = await daemon.planAt(Math.floor((last + edge) / 2));
        expect(between.changes, 'nothing is missed between two edges').toEqual([]);
        const foretold = await daemon.planAt(edge);
        await daemon.lookAt(edge - 1000);
        expect((await daemon.planAt(edge - 1000)).changes).toEqual([]);
        expect(daemon.passes.at(-1)!.at, 'nobody wakes early').toBe(last);
        await daemon.passAt(edge);
        expect(daemon.passes.at(-1)).toMatchObject({
          reasons: ['turn'],
          at: edge,
          report: { plan: { id: foretold.id } },
        });
        expect((await daemon.planAt(edge)).changes).toEqual([]);
        expect((await daemon.planAt(edge + 1000)).changes).toEqual([]);
        last = edge;
      }
      daemon.stop();
    }),
    runs(6),
  );
});

it('it wakes once at each edge, by one alarm, however many syncs there are', async () => {
  const night = Date.parse('2026-03-28T20:00Z');
  const edgesOf = async (count: number) => {
    const documents = named(count).map(
      ({ name }, index) =>
        `sync: { name: ${name} }\ninterval: 1h\nwindows: [{ start: "0 1 * * *", duration: 3h, interval: ${(index % 50) + 1}m }]\n`,
    );
    const daemon = aDaemon(documents.join('---\n'), named(count), night);
    await daemon.start();
    while (daemon.alarms.at(-1)! < night + 31 * hour) await daemon.passAt(daemon.alarms.at(-1)!);
    daemon.stop();
    const passes = daemon.passes.map(({ reasons, at, report }) => [reasons, at, report.plan.summary.changes]);
    return { passes, alarms: daemon.alarms };
  };
  const one = await edgesOf(1);
  const many = await edgesOf(300);
  const edge = (time: string) => Date.parse(time);
  expect(many.passes).toEqual([
    [['start'], night, 300],
    [['turn'], edge('2026-03-29T00:00Z'), 300],
    [['turn'], edge('2026-03-29T03:00Z'), 300],
    [['turn'], edge('2026-03-29T23:00Z'), 300],
    [['turn'], edge('2026-03-30T02:00Z'), 300],
  ]);
  expect(many.alarms).toEqual(one.alarms);
});

it.each([
  ['any', '2026-11-26T20:00Z', '2026-11-27T01:00Z', '2026-11-27T01:45Z'],
  ['the one in which clocks skip 02:00', '2026-03-28T20:00Z', '2026-03-29T01:00Z', '2026-03-29T01:45Z'],
  ['the one in which they show it twice', '2026-10-24T20:00Z', '2026-10-25T00:00Z', '2026-10-25T00:45Z'],
])(
  'a nightly pause begins and ends to the second, whoever was restarted in it, in a night: %s',
  async (_, ...times) => {
    const [night, stops, starts] = times.map((time) => Date.parse(time)) as [number, number, number];
    const syncs = named(3);
    const pause = 'active: true\nwindows: [{ start: "0 2 * * *", duration: 45m, active: false }]\n';
    const text = syncs.map(({ name }) => `sync: { name: ${name} }\n${pause}`).join('---\n');
    const erp = aWawi(syncs);
    const from = async (start: number, until: number) => {
      const daemon = aDaemon(text, syncs, start, erp);
      await daemon.start();
      while (daemon.alarms.at(-1)! < until) await daemon.passAt(daemon.alarms.at(-1)!);
      daemon.stop();
      const sent = erp.asked.splice(0).filter((asked) => /^st(art|op) /.test(asked));
      return { passes: daemon.passes.map(({ reasons, at }) => [...reasons, at]), sent };
    };
    const each = (action: string) => syncs.map(({ id }) => `${action} ${id}`);
    expect(await from(night, starts)).toEqual({
      passes: [
        ['start', night],
        ['turn', stops],
      ],
      sent: each('stop'),
    });
    expect(await from(starts - 1000, night + 24 * hour)).toEqual({
      passes: [
        ['start', starts - 1000],
        ['turn', starts],
      ],
      sent: each('start'),
    });
    await from(stops, starts);
    expect(await from(starts, starts + hour)).toEqual({ passes: [['start', starts]], sent: each('start') });
  },
);
