import { pino } from 'pino';
import type { Log, LogLevel } from './log.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';

export type LogOptions = {
  readonly level: LogLevel;
  /** Where lines go, each with its newline. */
  readonly write: (line: string) => void;
  /** Lines for people where given; one JSON object a line otherwise. */
  readonly paint?: Paint;
};

export function createLog({ level, write, paint }: LogOptions): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: paint ? (line: string) => write(prettyLine(line, paint)) : write },
  );
  return logger;
}

const levelMarks = { trace: 'dim', debug: 'dim', info: 'cyan', warn: 'yellow', error: 'red' } as const;

/** `12:00:05 info  pass finished  tenants=2 changes=1` */
function prettyLine(line: string, paint: Paint): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as {
    level: keyof typeof levelMarks;
    time: string;
    msg: string;
  };
  const clock = new Date(time).toTimeString().slice(0, 8);
  const details = Object.entries(fields).map(([name, value]) => `${name}=${showField(value)}`);
  const mark = paint[levelMarks[level]](level.padEnd(5));
  return `${paint.dim(clock)} ${mark} ${printable(msg)}${details.length > 0 ? `  ${paint.dim(details.join(' '))}` : ''}\n`;
}

function showField(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[^\s"]+$/.test(text) ? printable(text) : JSON.stringify(printable(text));
}
