import { expect, test } from 'vitest';
import { createLog } from './log.io.ts';
import type { LogEntry } from './text/logLine.ts';

test('a line is one JSON object, with the level in words and the time in ISO 8601', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', write: (line) => lines.push(line) });
  log.debug({}, 'not this');
  log.info({ tenant: 'acme', changes: 2 }, 'pass finished');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    msg: 'pass finished',
    tenant: 'acme',
    changes: 2,
  });
});

test('people are told in words where there are some, of no level below theirs, and of nothing that is empty', () => {
  const told: unknown[] = [];
  const people = ({ words, message }: LogEntry) => String(words ?? message);
  const log = createLog({ level: 'warn', write: (line) => told.push(line), people });
  log.info({}, 'not this', 'nor in words');
  log.warn({ tenant: 'acme' }, 'told', 'acme is told');
  log.warn({ tenant: 'globex' }, 'told', '');
  log.error({}, 'without words');
  expect(told).toEqual(['acme is told', 'without words']);
});

test('in JSON words play no part', () => {
  const lines: string[] = [];
  createLog({ level: 'info', write: (line) => lines.push(line) }).info({ changes: 2 }, '%s', 'words');
  expect(JSON.parse(lines[0]!)).toMatchObject({ msg: '%s', changes: 2 });
  expect(lines[0]).not.toContain('words');
});
