/** @module-tag slow */
import { beforeEach, expect, test } from 'vitest';
import { needsWatches } from './support/needs.ts';
import { type TortureOptions, torture } from './support/torture/torture.ts';

beforeEach(({ skip }) => needsWatches(skip));

/** Another one each time, and told where something goes wrong. */
const seed = `${Date.now() % 1e6}`;

test.concurrent.each<Omit<TortureOptions, 'seed'>>([
  { kind: 'files', mode: 'events', deeds: 40 },
  { kind: 'files', mode: 'poll', deeds: 12 },
  { kind: '..data', mode: 'events', deeds: 15 },
])('no pass reads files that were not at rest, and what comes last is read: %o', async (options) => {
  const { wrong, states, quick } = await torture({ seed, ...options });
  expect({ seed, wrong }).toEqual({ seed, wrong: [] });
  expect(states).toBeGreaterThan(options.deeds / 3);
  // Where files have one name each, and are heard of, one that was saved alone is read alone.
  expect(quick > 0).toBe(options.kind === 'files' && options.mode === 'events');
});
