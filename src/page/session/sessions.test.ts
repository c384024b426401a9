import { beforeEach, expect, test } from 'vitest';
import { createSessions } from './sessions.ts';

const hour = 3_600_000;
let [now, count] = [0, 0];
let sessions: ReturnType<typeof createSessions>;

beforeEach(() => {
  [now, count] = [0, 0];
  sessions = createSessions({ randomId: () => `id-${count++}`, monotonic: () => now });
});

test('an id is nothing before it was opened, and after it was ended', () => {
  expect(sessions.isOpen('id-0')).toBe(false);
  const id = sessions.open();
  expect(sessions.isOpen(id)).toBe(true);
  sessions.end(id);
  expect(sessions.isOpen(id)).toBe(false);
});

test('it ends eight hours after the last button, and after a week in any case', () => {
  const id = sessions.open();
  for (let day = 0; day < 27; day++) {
    now += 6 * hour;
    sessions.tell(id, { kind: 'asked' });
  }
  expect(sessions.isOpen(id)).toBe(true);
  now += 6 * hour;
  expect(sessions.isOpen(id)).toBe(false);
  const idle = sessions.open();
  now += 8 * hour;
  expect(sessions.isOpen(idle)).toBe(false);
});

test('of more than a thousand, those go that were used least lately', () => {
  const [first, second] = [sessions.open(), sessions.open()];
  sessions.tell(first, { kind: 'asked' });
  for (let more = 0; more < 999; more++) sessions.open();
  expect([sessions.isOpen(first), sessions.isOpen(second)]).toEqual([true, false]);
});

test('what is told is there for half a minute, for its own session', () => {
  const [mine, other] = [sessions.open(), sessions.open()];
  sessions.tell(mine, { kind: 'asked' });
  expect([sessions.told(mine), sessions.told(other)]).toEqual([{ kind: 'asked' }, undefined]);
  now += 30_000;
  expect(sessions.told(mine)).toBeUndefined();
});
