import { expect, it } from 'vitest';
import { createCalendar } from '../base/calendar.ts';
import { createCheckFile } from './checkFiles.ts';

const file = {
  path: 'syncs/a.yaml',
  folder: undefined,
  directory: '/syncs',
  text: 'sync: { name: Ebay }\ninterval: 5m\nsuspend: { reason: freeze, until: 2026-01-01 }\n',
  hash: 'one',
};
const moment = (iso: string) => ({ now: Date.parse(iso), timezone: 'UTC' });

it('a file that stays as it is is parsed once, and what the clock changes is told anew', () => {
  const check = createCheckFile(createCalendar());
  const before = check(file, moment('2025-12-31T12:00:00Z'));
  const after = check(file, moment('2026-01-02T12:00:00Z'));
  expect(after.documents).toBe(before.documents);
  expect(before.warnings).toEqual([]);
  expect(after.warnings).toMatchObject([{ code: 'ended' }]);
});

it('a file that is another one, or lies elsewhere, is parsed again', () => {
  const check = createCheckFile(createCalendar());
  const now = moment('2025-12-31T12:00:00Z');
  const before = check(file, now);
  const edited = check({ ...file, text: 'sync: {', hash: 'two' }, now);
  expect(edited.problems).not.toEqual([]);
  expect(check({ ...file, directory: '/elsewhere' }, now).documents).not.toBe(before.documents);
  expect(check(file, { ...now, timezone: 'Europe/Berlin' }).documents).not.toBe(before.documents);
});

it('a value that looks like a secret is a warning that does not name it, and a reference is none', () => {
  const check = createCheckFile(createCalendar());
  const configs = '{ A: "ftp://u:canary@h", B: { env: X }, C: ftp://h }';
  const text = `sync: { name: Ebay }\nconfigs: ${configs}\nwindows: [{ start: 0 8 * * *, duration: 1h, configs: { A: eyJhbGciOi.canary.x } }]\n`;
  const { warnings } = check({ ...file, text }, moment('2025-12-31T12:00:00Z'));
  expect(warnings.map(({ code, origin }) => [code, origin?.line])).toEqual([
    ['looks-secret', 2],
    ['looks-secret', 3],
  ]);
  expect(JSON.stringify(warnings)).not.toContain('canary');
});
