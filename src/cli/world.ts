import { type Calendar, createCalendar } from '../base/calendar.ts';
import { sha256 } from '../base/hash.ts';
import { createLog } from '../base/log.io.ts';
import type { Log } from '../base/log.ts';
import { createCheckFile } from '../desired/checkFiles.ts';
import type { CheckFile } from '../desired/desire.ts';
import { readRevision } from '../files/revision.io.ts';
import { type OpenJournal, openJournal } from '../journal/journal.io.ts';
import type { ReadSecret } from '../model/secret.ts';
import type { Looking } from '../reconcile/pass.io.ts';
import { createSecretReader } from '../settings/secrets.io.ts';
import type { WawiOptions } from '../wawi/options.ts';
import type { Flags } from './flags.ts';
import { createProgress, noProgress, type Progress } from './progress.ts';
import { paintFor, type Terminal } from './terminal.ts';

/** The real things behind the ports, as far as a command's flags shape them. */
export type World = {
  readonly calendar: Calendar;
  readonly checkFile: CheckFile;
  readonly readSecret: ReadSecret;
  readonly journal: OpenJournal;
  readonly log: Log;
  readonly progress: Progress;
  readonly wawi: WawiOptions;
  /** What a pass needs, apart from a way to the ERP. */
  readonly looking: Omit<Looking<never>, 'open' | 'concurrency'>;
};

export function createWorld(flags: Flags, terminal: Terminal): World {
  const calendar = createCalendar();
  const readSecret = createSecretReader(terminal.env);
  const progress = terminal.isTerminal.stderr
    ? createProgress(terminal.stderr, terminal.clock.now)
    : noProgress;
  const log = createLog({
    level: flags.logLevel,
    write(line) {
      progress.clear();
      terminal.stderr(line);
    },
    ...(terminal.isTerminal.stderr && { paint: paintFor('stderr', terminal, flags.color) }),
  });
  const journal = openJournal({ directory: flags.stateDir, log, clock: terminal.clock });
  const { version, clock, random } = terminal;
  return {
    calendar,
    checkFile: createCheckFile(calendar),
    readSecret,
    journal,
    log,
    progress,
    wawi: { version, readSecret, clock, random, log },
    looking: {
      readSecret,
      journal,
      revision: () => readRevision(flags.syncs, terminal.env.SOLLIST_REVISION),
      sha256,
      onProgress: (stage, done, total) => progress.show(() => progressText(stage, done, total)),
    },
  };
}

function progressText(stage: 'read' | 'write', done: number, total: number): string {
  const width = 20;
  const filled = total === 0 ? width : Math.floor((done / total) * width);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
  const what = stage === 'read' ? `reading tenants` : `correcting syncs`;
  return `${bar} ${what} ${done} of ${total}`;
}
