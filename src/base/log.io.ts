import { pino } from 'pino';
import { type Log, type LogLevel, logLevels } from './log.ts';
import type { LogEntry } from './text/logLine.ts';

export type LogOptions = {
  readonly level: LogLevel;
  /** Where lines go, each with its newline. */
  readonly write: (line: string) => void;
  /** Makes lines for people, where they read them; one JSON object a line otherwise. */
  readonly people?: (entry: LogEntry) => string;
};

export function createLog({ level, write, people }: LogOptions): Log {
  if (people) return createPeopleLog(level, (entry) => write(people(entry)));
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
  return eachLevel((one) => (fields, message) => logger[one](fields, message));
}

function createPeopleLog(level: LogLevel, tell: (entry: LogEntry) => void): Log {
  const rank = (one: LogLevel) => logLevels.indexOf(one);
  return eachLevel((one) => (fields, message, words) => {
    if (rank(one) >= rank(level) && words !== '') tell({ level: one, fields, message, words });
  });
}

function eachLevel(say: (level: keyof Log) => Log[keyof Log]): Log {
  return {
    trace: say('trace'),
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
  };
}
