import { join } from 'node:path';
import { createAlarm } from '../../daemon/alarm.io.ts';
import { createDaemon } from '../../daemon/loop.io.ts';
import { createMetrics } from '../../daemon/metrics/metrics.ts';
import { startServer } from '../../daemon/server/server.io.ts';
import { createWorkerHealth } from '../../daemon/status/workerHealth.io.ts';
import { createWakes } from '../../daemon/wakes.ts';
import { desire } from '../../desired/desire.ts';
import { createWatch } from '../../files/watch/watch.io.ts';
import { entriesOf } from '../../journal/entries.ts';
import { forgetJournal } from '../../journal/files.io.ts';
import { Concealed } from '../../model/secret.ts';
import { errorText } from '../../problems/text.ts';
import { createReach } from '../../reconcile/observe.io.ts';
import { correct } from '../../reconcile/pass.io.ts';
import { makePlan } from '../../reconcile/plan.ts';
import { createWawiWriters } from '../../wawi/client.io.ts';
import { whyNotListening } from '../address.ts';
import { openEmulatedWawi } from '../emulatedWawi.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { RunFlags } from '../flags.ts';
import { internal } from '../internal.ts';
import { defaultConfig, type Loaded, load } from '../load.ts';
import { createNotifying } from '../notifying.ts';
import { logPass, printPass } from '../passTelling.ts';
import { deliverUnfinished } from '../render.ts';
import type { Terminal } from '../terminal.ts';
import { createWorld } from '../world.ts';

/** After so long the requests in flight are given up: whoever stops a daemon waits 30 seconds before they kill it. */
const longestStopMs = 25_000;

/** Looks for drift and corrects it: now, on the schedule, and when files change. Ends when it is told to. */
export async function run(flags: RunFlags, terminal: Terminal): Promise<ExitCode> {
  const { stop, clock } = terminal;
  const world = createWorld(flags.emulator ? await withEmulatorState(flags) : flags, terminal);
  const { log, calendar } = world;
  const metrics = createMetrics(terminal.version);
  // What is tried again and again for a year is told once when it starts, not at each try.
  const quietly = {
    ...world.wawi,
    log: { debug: log.debug.bind(log), info: log.debug.bind(log) },
    observer: metrics.observer,
  };
  const emulated = flags.emulator ? await openEmulatedWawi(quietly, log) : undefined;
  const wawi = emulated ?? createWawiWriters(quietly);
  const wakes = createWakes();
  const health = createWorkerHealth({ open: wawi.open, clock, stop });
  const notifying = createNotifying(world);
  const reach = createReach(wawi.open, stop);
  let loaded: Loaded | undefined;
  const daemon = createDaemon({
    wakes,
    calendar,
    stop,
    clock,
    random: terminal.random,
    async load() {
      loaded = await watch.atRest(() => load(flags, terminal, world));
      return loaded;
    },
    desireAgain: (tree, { tenants, timezone }) =>
      desire(tree, tenants, { now: terminal.clock.now(), timezone }, world),
    correct({ desired, tenants, settings, pass, hold }) {
      health.meet(tenants, settings.concurrency);
      return correct(desired, tenants, {
        ...world.looking,
        open: wawi.open,
        journal: world.journal,
        concurrency: settings.concurrency,
        policy: settings.safety,
        pass,
        hold,
        stop,
      });
    },
    async reach(tenant, { concurrency }) {
      const failure = await reach(tenant, concurrency);
      if (failure) metrics.onFailure(failure);
      return failure;
    },
    onlyProblems: ({ problems, warnings, tree }) => ({
      kind: 'problems',
      plan: makePlan({
        differences: [],
        problems,
        warnings,
        failures: [],
        revision: null,
        treeHash: tree.hash,
        sha256: world.looking.sha256,
      }),
    }),
    setAlarm: (at) => alarm.set(at),
    async onPass(news) {
      metrics.onPass(news);
      metrics.setWatchMode(watch.mode());
      notifying.onPass(news);
      world.progress.clear();
      printPass(news, loaded!.textOf, flags, terminal);
      logPass(news, log);
      for (const entry of entriesOf(news)) await world.journal.record(entry);
      if (news.state.lastPass?.number === 1 && loaded) emulated?.suggest(loaded.chosen);
    },
    onBug(error) {
      world.progress.clear();
      if (stop.aborted) log.info({}, 'pass stopped before anything was sent');
      else log.error({ error: internal(error) }, 'pass failed by a bug; the next one is tried all the same');
    },
  });
  const alarm = createAlarm(daemon.ring, clock);
  const server = await startServer({
    address: flags.listen,
    version: terminal.version,
    state: daemon.state,
    watchMode: () => watch.mode(),
    health: health.read,
    metrics,
    token: terminal.env.SOLLIST_TOKEN === undefined ? undefined : new Concealed(terminal.env.SOLLIST_TOKEN),
    wake: () => wakes.wake('request'),
    onBug: (error) => log.error({ error: internal(error) }, 'a request failed by a bug'),
  }).catch((error: unknown) => whyNotListening(error, flags.listen));
  if ('problem' in server) {
    await deliverUnfinished('run', server.problem, flags.output, terminal);
    terminal.stderr(errorText(server.problem));
    await wawi.close();
    return exit.error;
  }
  const watch = createWatch({
    folder: flags.syncs,
    file: flags.config ?? defaultConfig,
    mode: flags.watch,
    changed: () => wakes.wake('files'),
    log,
  });
  stop.addEventListener('abort', () => {
    watch.close();
    setTimeout(() => void wawi.close(), longestStopMs).unref();
  });
  const leaveOff = terminal.onHangup(() => wakes.wake('signal'));
  log.info({ syncs: flags.syncs, listen: server.url }, 'sollist runs');
  await daemon.run();
  alarm.cancel();
  await Promise.all([server.close(), wawi.close(), notifying.close(), world.journal.close()]);
  log.info({ signal: String(stop.reason) }, 'sollist has stopped');
  leaveOff(); // not before: without a listener, SIGHUP kills
  // Nobody meant it to end where only its reader has gone: whatever keeps it running is to start it again.
  return stop.reason === 'SIGPIPE' ? exit.error : exit.fine;
}

/** What was done to an emulator is no memory of the real Wawi, and none of the next emulator. */
async function withEmulatorState(flags: RunFlags): Promise<RunFlags> {
  const stateDir = join(flags.stateDir, 'emulator');
  await forgetJournal(stateDir);
  return { ...flags, stateDir };
}
