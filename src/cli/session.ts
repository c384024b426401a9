import { type Calendar, createCalendar } from '../base/calendar.ts';
import { systemTimezone } from '../base/clock.io.ts';
import { sha256 } from '../base/hash.ts';
import { createLog } from '../base/log.io.ts';
import type { Log } from '../base/log.ts';
import { createProgress, noProgress, type Progress } from '../base/progress.ts';
import { logLine } from '../base/text/logLine.ts';
import { createCheckFile } from '../desired/checkFiles.ts';
import { type Asked, type Loaded, loadDesired } from '../desired/load.io.ts';
import { readRevision } from '../files/revision.io.ts';
import { proxiesFrom } from '../http/proxies.ts';
import { openJournal } from '../journal/journal.io.ts';
import { openLearned } from '../memory/learned.io.ts';
import { type Observed, type ObserveOptions, observe } from '../reconcile/observe.io.ts';
import type { Looking } from '../reconcile/pass.io.ts';
import type { WawiReader } from '../reconcile/ports.ts';
import {
  credentialProblems,
  defaultConfig,
  type LoadedSettings,
  loadSettings,
  type SettingsSource,
} from '../settings/load.io.ts';
import { createSecretReader } from '../settings/secrets.io.ts';
import { createWawiReaders } from '../wawi/client.io.ts';
import { watchToForecast } from '../wawi/forecast.ts';
import { createSeenSecrets } from '../wawi/seenSecrets.ts';
import type { CommonFlags } from './commonFlags.ts';
import { paintFor, type Terminal } from './terminal.ts';

/** The real things behind the ports, as far as a command's flags shape them. */
export function openSession(flags: CommonFlags & Pick<SettingsSource, 'usual'>, terminal: Terminal) {
  const { version, clock, random, env } = terminal;
  const [seen, watched] = [createSeenSecrets(), watchToForecast()];
  const readSecret = seen.watching(createSecretReader(env));
  const progress = openProgress(terminal, watched.lasts);
  const observer = { ...watched.observer, onPause: progress.wait };
  const calendar = createCalendar();
  let timezone = usualZone(env, calendar);
  const timeOfDay = () => calendar.localAt(clock.now(), timezone).slice(11, 19);
  const log = openLog(flags, terminal, progress, timeOfDay);
  const stored = { directory: flags.stateDir, log, clock };
  const [learned, journal] = [openLearned(stored), openJournal(stored)];
  return {
    source: { ...flags, env },
    clock,
    calendar,
    checkFile: createCheckFile(calendar),
    readSecret,
    journal,
    log,
    progress,
    watched,
    /** When it is, or the moment that is looked at instead, and where people read times. */
    here: (now = clock.now()) => ({ now, timezone, calendar }),
    /** From now on people read times as clocks in this zone show them. */
    showTimesIn(zone: string) {
      timezone = zone;
    },
    wawi: { version, readSecret, clock, random, log, seen, observer, learned, proxyOf: proxiesFrom(env) },
    /** What a pass needs, apart from a way to the ERP. */
    looking: {
      readSecret,
      journal,
      revision: () => readRevision({ syncs: flags.syncs, config: flags.config ?? defaultConfig, env }),
      sha256,
      onProgress: (stage, done, total) => progress.advance(stageWords[stage], done, total),
    } satisfies Omit<Looking<never>, 'open' | 'concurrency'>,
  };
}

export type Session = ReturnType<typeof openSession>;

/** The machine's, where that is one that can be reckoned with. */
function usualZone(env: Terminal['env'], calendar: Calendar): string {
  const usual = systemTimezone(env.TZ);
  return calendar.isTimezone(usual) ? usual : 'UTC';
}

/** Soll, with what stands in the way of the first request. */
export async function loadToConnect(session: Session, asked: Asked = {}): Promise<Loaded> {
  const loaded = await loadDesired({ ...session.source, ...asked }, session);
  session.showTimesIn(loaded.settings.timezone);
  if (loaded.problems.length > 0) return loaded; // they may well be the reason
  const others = await credentialProblems(loaded.chosen, session.readSecret);
  return {
    ...loaded,
    desired: { ...loaded.desired, problems: [...loaded.desired.problems, ...others] },
  };
}

/** The settings alone, with what stands in the way of the first request. */
export async function loadSettingsToConnect({
  source,
  calendar,
  readSecret,
  showTimesIn,
}: Session): Promise<LoadedSettings> {
  const loaded = await loadSettings(source, calendar);
  showTimesIn(loaded.settings.timezone);
  if (loaded.problems.length > 0) return loaded;
  return { ...loaded, problems: await credentialProblems(loaded.chosen, readSecret) };
}

/** Reads all tenants that were chosen, each with one request; with a second those of which `readsActive` wants to know which syncs are. */
export async function observeTenants(
  { wawi, looking, progress }: Session,
  { chosen, settings }: LoadedSettings,
  signal: AbortSignal,
  asking: Pick<ObserveOptions, 'readsActive' | 'mayLackStatus'> = {},
): Promise<Observed<WawiReader>> {
  const readers = createWawiReaders({ ...wawi, concurrency: () => settings.concurrency });
  try {
    return await observe(chosen, readers.open, {
      concurrency: settings.concurrency,
      signal,
      ...asking,
      onProgress: (done, total) => looking.onProgress('read', done, total),
    });
  } finally {
    progress.clear();
    await readers.close();
  }
}

function openLog(
  { logLevel, color }: CommonFlags,
  terminal: Terminal,
  progress: Progress,
  timeOfDay: () => string,
): Log {
  const { isTerminal } = terminal;
  const paint = paintFor('stderr', terminal, color);
  return createLog({
    level: logLevel,
    write(line) {
      progress.clear();
      terminal.stderr(line);
    },
    ...(isTerminal.stderr && {
      people(entry) {
        return logLine(entry, timeOfDay(), { paint, columns: columnsOf(terminal) });
      },
    }),
  });
}

const stageWords = { read: 'reading', write: 'writing' } as const;

function openProgress(terminal: Terminal, lasts: (requests: number) => number): Progress {
  if (!terminal.isTerminal.stderr) return noProgress;
  const { clock, stderr } = terminal;
  const progress = createProgress({
    write: stderr,
    now: clock.monotonic,
    columns: () => columnsOf(terminal),
    lasts,
  });
  setInterval(progress.tick, 1_000).unref();
  return progress;
}

/** How wide stderr is. */
function columnsOf({ isTerminal, columns, stderrColumns }: Terminal): number {
  return stderrColumns ?? (isTerminal.stdout ? columns : 80);
}
