import { expect, test } from 'vitest';
import { active } from './active.ts';

test.each([
  ['true', true],
  ['False', false],
  ['TRUE', true],
])('%s is read', (text, value) => {
  expect(active.read(text)).toEqual({ ok: true, value });
});

test.each(['yes', '1', '', 'null'])('%j is neither', (text) => {
  expect(active.read(text).ok).toBe(false);
});

test('it travels through JSON, and nothing else is taken for it', () => {
  expect([true, false].map((value) => active.fromJson(active.toJson(value)))).toEqual([true, false]);
  expect(['true', '', 'PT5M'].map(active.fromJson)).toEqual([undefined, undefined, undefined]);
  expect([active.show(true), active.show(false)]).toEqual(['true', 'false']);
});
