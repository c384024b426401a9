import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Emulator, startEmulator } from '../../src/emulator/server.io.ts';
import type { StatusJson } from '../../src/generated/status.ts';
import { openJournal } from '../../src/journal/journal.io.ts';
import { durationOfSeconds } from '../../src/model/duration.ts';
import type { FieldChange } from '../../src/model/fields/index.ts';
import type { Entry } from '../../src/reconcile/ports.ts';
import { at } from './build.ts';
import { commitAll } from './commit.ts';
import { control, type Live, stateOf } from './control.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import { launch, settingsFor } from './program.ts';

/** A daemon amid an emulated world in which a lot has happened. */
export type Story = {
  readonly folder: string;
  readonly emulator: Emulator;
  readonly daemon: Daemon;
  readonly status: () => Promise<StatusJson>;
  /** Wants something else of all gold tenants, which is too much at once. */
  readonly refuse: () => Promise<void>;
  /** Waits until Wawi has what was refused last. */
  readonly written: () => Promise<void>;
  /** Ends the daemon, and starts another at the same address. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export const storyToken = 'let-me';

const merchants = `achim-werkzeug alpen-outdoor amberg-optik bad-und-design baecker-braun bastelparadies
berger-sanitaer bike-nord blumen-lind bodensee-angeln buchhandlung-fink camping-krause chiemsee-tracht
deichkind-mode dental-direkt druckhaus-mainz elbe-moebel elektro-petersen emsland-garten feinkost-rossi
fjord-fashion fotohaus-lang gartenwelt-vogt getraenke-hoff glaswerk-jena harz-honig hofladen-brandt
holzspiel-ritter hundeglueck imkerei-sommer jagd-steiner kaffeerausch kerzenhof-abel kinderwelt-nuri
lampen-licht lederhaus-otte marzipan-luebeck medi-nord modellbahn-kurz motorrad-esser naehkiste
nordlicht-tee papeterie-klee pferdesport-graf porzellan-west radhaus-sued reifen-bauer rhein-whisky
schmuck-atelier schuhhaus-lenz seifenmanufaktur ski-und-rad spielzeug-mertens sport-huber teehaus-wang
tierfreund-shop uhren-keller vinothek-mosel wollwerk zoo-zimmer`.split(/\s+/);

const tierOf = (index: number) => (index % 5 === 0 ? 'gold' : index % 2 === 0 ? 'silver' : 'bronze');

const documents = {
  'syncs/all/ebay.yaml': `tenants: all
sync: { name: Ebay, salesChannel: Shop }
interval: 10m
configs: { Items per run: 200, Create orders: false }
windows:
  - { start: "0 8 * * 1-5", duration: 10h, interval: 5m }
`,
  'syncs/all/amazon.yaml': `tenants: all
sync: { name: Amazon }
interval: 20m
active: true
configs: { Orders per request: 50, Marketplaces: DE;AT }
windows:
  - { start: "0 22 * * *", duration: 8h, interval: 5m }
  - { start: "0 2 * * *", duration: 45m, active: false }
`,
  'syncs/all/shop.yaml': `tenants: all
sync: { name: JTL-Shop }
interval: 5m
configs: { Items per packet: 100 }
`,
  'syncs/all/payments.yaml': `tenants: all
sync: { name: Payments }
interval: 1h
configs: { Days back: 5 }
`,
  'syncs/freeze.yaml': `tenants: [kaffeerausch, marzipan-luebeck]
sync: { name: Shopify }
interval: 5m
suspend: { reason: "Black Friday freeze" }
`,
} as const;

const raised = (minutes: number) => `tenants: { tier: gold }
sync: { name: Payments }
interval: ${minutes}m
configs: { Match automatically: true, Tolerance: 0.25 }
`;

/** Sixty merchants: most are well, one cannot be reached, one lacks a sync, two rest, and a plan is refused. */
export async function tellStory(schedule = '*/5 * * * *'): Promise<Story> {
  const folder = mkdtempSync(join(tmpdir(), 'sollist-story-'));
  const tenants = merchants.map((name, index) => ({ name, labels: { tier: tierOf(index) } }));
  const emulator = await startEmulator({ tenants });
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const safety = 'safety: { maxChanges: 10 }\ntimezone: Europe/Berlin\n';
  write(
    'sollist.yaml',
    `schedule: "${schedule}"\n${safety}${settingsFor({ ...emulator, tenants: emulator.tenants.map((tenant, index) => ({ ...tenant, labels: tenants[index]!.labels })) })}`,
  );
  for (const [name, text] of Object.entries(documents)) write(name, text);
  commitAll(folder, { author: 'Anna Weber', subject: 'Marketplaces as agreed for the season' });
  const env = { JTL_CLIENT_SECRET: emulator.clientSecret, SOLLIST_TOKEN: storyToken };
  await settle(folder, env);
  await remember(folder, emulator);
  let minutes = 30;
  const raise = () => {
    write('syncs/gold/payments.yaml', raised(minutes));
    commitAll(folder, { author: 'Jonas Brandt', subject: 'Gold tenants match payments by themselves' });
  };
  raise();
  await control(emulator, 'PUT', '/tenants/modellbahn-kurz/unreachable');
  await control(emulator, 'DELETE', '/tenants/fotohaus-lang/syncs/Amazon');
  await control(emulator, 'PUT', '/tenants/bike-nord/syncs/JTL-Shop', { interval: '00:45:00' });
  let daemon = await startDaemon(folder, env);
  const isReady = () => daemon.passes() > 0;
  await daemon.running.until('the first pass is over', isReady);
  const { host } = new URL(daemon.url);
  const stop = async () => {
    daemon.running.signal('SIGTERM');
    await daemon.running.ended;
  };
  const status = async () => (await (await fetch(`${daemon.url}/api/v1/status`)).json()) as StatusJson;
  return {
    ...{ folder, emulator, status },
    get daemon() {
      return daemon;
    },
    async refuse() {
      const before = (await status()).refused?.plan;
      minutes += 1;
      raise();
      await daemon.wake();
      const isAnother = async () => ![before, undefined].includes((await status()).refused?.plan);
      await daemon.running.until('another plan is refused', isAnother);
    },
    async written() {
      await daemon.running.until('it is written', async () => {
        const payments = (await stateOf(emulator)).tenants
          .filter((_, index) => tierOf(index) === 'gold')
          .map(({ syncs }) => syncs.find(({ syncName }) => syncName === 'Payments')!);
        return payments.every(({ interval }) => interval === `00:${minutes}:00`);
      });
    },
    stop,
    async restart() {
      daemon = await startDaemon(folder, env, '--listen', host);
      await daemon.running.until('a pass is over', isReady);
    },
    async close() {
      await daemon.running.end();
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** All is as the documents want it, past what the safety rules allow at once, and nothing of the story remembers it. */
async function settle(folder: string, env: Readonly<Record<string, string>>): Promise<void> {
  const { code, stdout, stderr } = await launch(
    ['apply', '--allow-changes', '1000', '--state-dir', 'before'],
    folder,
    env,
  ).ended;
  if (code !== 0) throw new Error(`the story does not begin: ${stdout}${stderr}`);
}

const day = 86_400_000;

/** Two weeks in which somebody kept changing things in Wawi, and the daemon put them back. */
async function remember(folder: string, emulator: Emulator): Promise<void> {
  const { tenants } = await stateOf(emulator);
  let now = Date.now() - 14 * day;
  const log = { info() {}, warn() {} };
  const journal = openJournal({ directory: join(folder, '.sollist'), log, clock: { now: () => now } });
  const revision = '3c4681b0d2f14a7e9b5c8d6f7a1e2b3c4d5e6f70';
  const commits = [
    { author: 'Anna Weber', subject: 'Marketplaces as agreed for the season' },
    { author: 'Jonas Brandt', subject: 'Amazon rests while the database is saved' },
  ];
  for (let n = 0; n < 90; n += 1) {
    // A course that rises and falls over the day and the week, and is the same each time.
    now += Math.round((14 * day * (1 + Math.sin(n * 1.7) * 0.8)) / 92);
    const tenant = tenants[(n * 7) % tenants.length]!;
    const sync = tenant.syncs[[0, 2, 3, 4][(n * 3) % 4]!]!;
    await journal.record({ revision, commit: commits[Number(n > 60)]!, ...entryOf(n, tenant.name, sync) });
  }
}

function entryOf(n: number, tenant: string, live: Live): Omit<Entry, 'revision'> {
  const sync = { id: live.identifier, name: live.syncName, salesChannel: live.salesChannelName };
  const option = live.configurations[1]!;
  const fields: FieldChange[] = [
    n % 3 === 0
      ? {
          field: 'configs',
          option: { id: option.identifier, name: option.displayName, type: 'String' },
          before: String(20 + n),
          after: option.currentValue,
          cause: 'live',
          origin: at('syncs/all/ebay.yaml'),
        }
      : {
          field: 'interval',
          before: durationOfSeconds(60 * (15 + (n % 4) * 15)),
          after: durationOfSeconds(300),
          cause: n % 5 === 0 ? 'git' : 'live',
          origin: at('syncs/all/ebay.yaml'),
        },
  ];
  const failed = n % 23 === 11;
  return {
    changes: [
      {
        ...{ tenant, sync, mode: 'enforce', origin: at('syncs/all/ebay.yaml'), fields },
        ...(failed
          ? { outcome: 'failed', error: { code: 'timeout', message: 'no answer within 30 s' } }
          : { outcome: 'applied' }),
      } as Entry['changes'][number],
    ],
    pass: {
      id: `${n}`,
      reasons: [n % 5 === 0 ? 'files' : 'schedule'],
      result: failed ? 'incomplete' : 'applied',
    },
  };
}
