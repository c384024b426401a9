import { expect, test } from 'vitest';
import { inBerlin } from '../../test/support/here.ts';
import { allowJson, allowWords } from './allow.ts';

const until = Date.parse('2026-12-01T11:00:00Z');

test('says until when what is lifted, and why, and nothing of what is not named', () => {
  const json = allowJson({ changes: 120, tenants: 60, until, reason: 'Rollout' });
  expect(json).toEqual({ changes: 120, tenants: 60, until: '2026-12-01T11:00:00.000Z', reason: 'Rollout' });
  expect(allowWords(json, inBerlin, (text) => `<${text}>`)).toMatch(
    /^safety\.allow until .*2026-12-01 12:00.*: 120 syncs, 60 tenants; <Rollout>$/,
  );
  expect(allowWords(allowJson({ until }), inBerlin, String)).toMatch(/: nothing$/);
});
