import { expect, test } from 'vitest';
import { createLog } from './log.io.ts';
import { plain } from './paint.ts';

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

test('a line for people names its fields, and nothing in them moves the cursor', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', write: (line) => lines.push(line), paint: plain });
  log.warn({ tenant: 'a\u001b[2J b', changes: 2 }, 'told\u0007');
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn {2}told\\u\{7\} {2}tenant="a.*b" changes=2\n$/);
  expect(lines[0]).not.toContain('\u001b');
});
