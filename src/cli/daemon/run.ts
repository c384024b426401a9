import { type Alarm, createAlarm } from '../../daemon/alarm.io.ts';
import { createDaemon, type DaemonOptions } from '../../daemon/loop.io.ts';
import { createMetrics } from '../../daemon/metrics/metrics.ts';
import type { FinishedNews } from '../../daemon/state.ts';
import { createWakes } from '../../daemon/wakes.ts';
import { desire } from '../../desired/desire.ts';
import { createDesiredReader, type Loaded } from '../../desired/load.io.ts';
import { below } from '../../files/paths.ts';
import { createWatch, type Watch, type WatchMode } from '../../files/watch/watch.io.ts';
import { entriesOf } from '../../journal/entries.ts';
import { forgetJournal } from '../../journal/files.io.ts';
import { currentName } from '../../journal/names.ts';
import { forgetMemory, openMemory } from '../../memory/memory.io.ts';
import { createOneDaemon, type OneDaemon } from '../../memory/oneDaemon.io.ts';
import { createReach } from '../../reconcile/observe.io.ts';
import { correct } from '../../reconcile/pass.io.ts';
import { planOfProblems } from '../../reconcile/plan.ts';
import type { Report } from '../../reconcile/report.ts';
import { defaultConfig, loadSettings } from '../../settings/load.io.ts';
import { createWawiWriters } from '../../wawi/client.io.ts';
import { type Address, whyNotListening } from '../address.ts';
import '../late/offline.ts'; // all that is loaded late builds on it: see there
import type { CommonFlags } from '../commonFlags.ts';
import { type ExitCode, exit } from '../exit.ts';
import { endUnbegun } from '../output.ts';
import { openSession, type Session } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { createApproving } from './approving.ts';
import { openInBrowser } from './browser.io.ts';
import { demoSettings, hearDemoKeys, keysWords } from './demo.ts';
import { openEars } from './ears.ts';
import { openEmulatedWawi } from './emulatedWawi.ts';
import { createNotifying } from './notifying.ts';
import { createPages } from './pages.io.ts';
import { logEvents, logPass, printPass, tellBug, tellJump } from './passTelling.ts';
import { runningWords } from './passWords.ts';
import { keepFiles, recallFiles } from './recall.ts';
import { serve } from './serving.ts';
import { outliveStalledReaders } from './stalledReaders.ts';

export type DaemonFlags = CommonFlags<'text' | 'json'> & {
  readonly emulator: boolean;
  readonly listen: Address;
  readonly watch: 'auto' | WatchMode;
};

/** After so long the requests in flight are given up: whoever stops a daemon waits 30 seconds before they kill it. */
const longestStopMs = 25_000;

/** Looks for drift and corrects it: now, on the schedule, and when files change. Ends when it is told to. */
export async function runDaemon(flags: DaemonFlags, given: Terminal): Promise<ExitCode> {
  const terminal = outliveStalledReaders(given, (stream, lost) =>
    session.log.warn(
      { stream, lost },
      lost === 0 ? 'nobody reads what is written: it is left out' : 'what is written is read again',
    ),
  );
  const stateDir = flags.emulator ? below(flags.stateDir, 'emulator') : flags.stateDir;
  const placed = { ...flags, stateDir, ...(flags.emulator && { usual: demoSettings }) };
  const session = openSession(placed, terminal);
  const lock = createOneDaemon({ directory: stateDir, clock: terminal.clock, log: session.log });
  if (!(await lock.acquire(terminal.stop))) {
    const problem = { code: 'state-dir-taken', message: `another daemon uses ${stateDir}` } as const;
    return endUnbegun(problem, 'plans', flags.output, terminal);
  }
  try {
    return await runAlone(placed, terminal, { session, lock });
  } finally {
    await lock.release();
  }
}

type Alone = { readonly session: Session; readonly lock: OneDaemon };

async function runAlone(flags: DaemonFlags, terminal: Terminal, alone: Alone): Promise<ExitCode> {
  const { stop } = terminal;
  const parts = await openParts(flags, terminal, alone);
  terminal.onHangup(() => parts.wakes.wake('signal'));
  const { log, journal } = parts.session;
  const daemon = createDaemon(daemonOptions(parts));
  const alarm = createAlarm(daemon.ring);
  parts.later.alarm = alarm;
  const server = await serve(parts, daemon).catch((error: unknown) => whyNotListening(error, flags.listen));
  if ('problem' in server) {
    await parts.wawi.close();
    return endUnbegun(server.problem, 'plans', flags.output, terminal);
  }
  const watch = watchFiles(parts);
  parts.later.watch = watch;
  stop.addEventListener('abort', () => {
    watch.close();
    setTimeout(() => void parts.wawi.close(), longestStopMs).unref();
  });
  const listening = {
    page: `${server.url}/`,
    syncs: flags.syncs,
    listen: server.url,
    journal: below(flags.stateDir, currentName),
  };
  log.info(listening, 'sollist runs', runningWords(listening));
  if (flags.emulator && terminal.onKey) {
    const open = (address: string) => openInBrowser(address, terminal.env);
    hearDemoKeys({ flags, terminal, url: server.url, lookNow: () => parts.wakes.wake('request'), open });
    log.info({}, keysWords.slice(2), keysWords);
  }
  await daemon.run();
  alarm.cancel();
  await Promise.all([server.close(), parts.wawi.close(), parts.notifying.close(), journal.close()]);
  await parts.memory.close();
  log.info({ signal: String(stop.reason) }, 'sollist has stopped', '· stopped');
  // Nobody meant it to end where only its reader has gone: whatever keeps it running is to start it again.
  return stop.reason === 'SIGPIPE' ? exit.error : exit.fine;
}

type DaemonParts = Awaited<ReturnType<typeof openParts>>;

async function openParts(flags: DaemonFlags, terminal: Terminal, { session, lock }: Alone) {
  // What is told before the first pass is told in the same time zone.
  const { timezone, publicUrl } = (await loadSettings(session.source, session.calendar)).settings;
  session.showTimesIn(timezone);
  // What was done to an emulator is no memory of the real Wawi, and none of the next emulator.
  if (flags.emulator)
    await Promise.all([forgetJournal, forgetMemory].map((forget) => forget(flags.stateDir)));
  const memory = openMemory({ directory: flags.stateDir, log: session.log });
  const remembered = await memory.remembered();
  const before = {
    ...(await recallFiles(memory, flags, session)),
    ...(remembered && { told: remembered.told, efforts: remembered.efforts }),
  };
  const { log } = session;
  const metrics = createMetrics(terminal.version);
  const later: { alarm?: Alarm; watch?: Watch; loaded?: Loaded; concurrency: number } = { concurrency: 1 };
  // What is tried again and again for a year is told once when it starts, not at each try.
  const quietly = {
    ...session.wawi,
    log: { debug: log.debug.bind(log), info: log.debug.bind(log) },
    ...{ observer: { ...session.wawi.observer, ...metrics.observer }, concurrency: () => later.concurrency },
  };
  const emulated = flags.emulator ? await openEmulatedWawi(quietly, log) : undefined;
  const writers = emulated ?? createWawiWriters(quietly);
  const heard = openEars(writers, terminal);
  return {
    ...{ flags, terminal, session, lock, memory, before, metrics, emulated, later, publicUrl },
    ...heard,
    wakes: createWakes(),
    readDesired: createDesiredReader(session.source, session),
    reach: createReach(heard.wawi.open, terminal.stop),
    approving: createApproving(terminal.env, log),
    pages: createPages(),
    notifying: createNotifying({ ...session, memory, unsent: remembered?.unsent ?? [] }),
  };
}

function daemonOptions(parts: DaemonParts): DaemonOptions {
  const { session, terminal, wakes, tidings, later, metrics, reach, health } = parts;
  const { calendar, looking } = session;
  const { stop, clock, random } = terminal;
  return {
    ...{ wakes, calendar, stop, clock, random, remembered: parts.before },
    ...{ heard: health.heard, onState: tidings.onState },
    async load() {
      later.loaded = await later.watch!.atRest(parts.readDesired);
      return later.loaded;
    },
    desireAgain: (tree, { tenants, timezone }) =>
      desire(tree, tenants, { now: clock.now(), timezone }, session),
    correct: (pass) => correctInPass(parts, pass),
    async reach(tenant, { concurrency }) {
      const failure = await reach(tenant, concurrency);
      if (failure) metrics.onFailure(failure);
      return failure;
    },
    onlyProblems: ({ problems, warnings, tree }) => ({
      kind: 'problems',
      plan: planOfProblems(problems, looking.sha256, { warnings, treeHash: tree.hash }),
    }),
    setAlarm: (milliseconds) => later.alarm!.set(milliseconds),
    onPass: (news) => afterPass(parts, news).finally(parts.pages.atRest),
    onJump: (by) => tellJump(session, by),
    onExpired: parts.approving.onExpired,
    storageTrouble: () => storageTrouble(parts),
    onStorage(news) {
      metrics.onState(news.state);
      void parts.notifying.onPass(news);
      logEvents(news, session.log, session.here());
    },
    onBug(error) {
      session.progress.clear();
      if (stop.aborted) session.log.info({}, 'pass stopped before anything was sent');
      else tellBug(session, error, 'pass failed by a bug; the next one is tried all the same');
    },
  };
}

async function storageTrouble({ session, memory, lock }: DaemonParts): Promise<string | undefined> {
  return session.journal.trouble() ?? memory.trouble() ?? (await lock.trouble());
}

function correctInPass(
  { session, terminal, wawi, health, later, approving, pages }: DaemonParts,
  { desired, tenants, resting, settings, pass, ...work }: Parameters<DaemonOptions['correct']>[0],
): Promise<Report> {
  const { looking, journal, here } = session;
  const { concurrency, safety } = settings;
  const { hold, approval, revision } = work;
  const policy = { ...safety, at: approving.refusedAt, here, ...(approval && { approval }) };
  health.meet(tenants, concurrency);
  pages.inUse();
  later.concurrency = concurrency;
  return correct(desired, tenants, {
    ...looking,
    ...{ open: wawi.open, journal, concurrency, policy, resting, pass, hold, stop: terminal.stop },
    ...(revision && { revision: async () => revision }),
  });
}

async function afterPass(
  { metrics, notifying, flags, terminal, session, memory, emulated, health, later, tidings }: DaemonParts,
  news: FinishedNews,
): Promise<void> {
  if (news.state.settings) session.showTimesIn(news.state.settings.timezone);
  metrics.onPass(news);
  metrics.setWatchMode(later.watch!.mode());
  if (later.loaded) await keepFiles(memory, flags, news.state, later.loaded);
  await notifying.onPass(news);
  session.progress.clear();
  printPass(news, later.loaded!, flags, terminal);
  logPass(news, session.log, session.here());
  const entries = entriesOf(news);
  for (const entry of entries) await session.journal.record(entry);
  if (entries.length > 0) tidings.tell(['history']);
  health.keepUp(news.state);
  if (news.state.lastPass?.number === 1 && later.loaded) emulated?.suggest(later.loaded.chosen);
}

function watchFiles({ flags, session, wakes }: DaemonParts): Watch {
  return createWatch({
    folder: flags.syncs,
    file: flags.config ?? defaultConfig,
    mode: flags.watch,
    changed: () => wakes.wake('files'),
    log: session.log,
  });
}
