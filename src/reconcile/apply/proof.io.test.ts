import { describe, expect, test } from 'vitest';
import { aSync } from '../../../test/support/build.ts';
import { type Answering, aWawi } from '../../../test/support/correcting.ts';
import { aChange, anActive, anInterval } from '../../../test/support/report.ts';
import type { FieldChange } from '../../model/fields/index.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import { prove } from './proof.io.ts';

/** What is proven of these changes of syncs, which were all accepted. */
async function proven(
  fields: readonly FieldChange[],
  answering: Answering = {},
  stop = new AbortController(),
) {
  const syncs = fields.map((_, index) => aSync({ id: `s${index}`, name: `s${index}` }));
  const { wawi, asked } = aWawi(syncs, answering);
  const sent = fields.map((field, index) => ({
    unproven: aChange({ sync: { ...syncs[index]!, salesChannel: null }, fields: [field] }),
    attempts: 1,
  }));
  const results = await prove({ wawi, version: '2.0' }, sent, stop.signal);
  return { results, asked, outcomes: results.map(({ outcome }) => outcome) };
}

test('one list and one status prove all that a tenant waits for', async () => {
  const worker = { s1: { active: false }, s2: { active: false } };
  const { asked, outcomes } = await proven([anInterval(), anActive(false), anActive(false)], { worker });
  expect(asked).toEqual(['list', 'status']);
  expect(outcomes).toEqual(['notConverged', 'applied', 'applied']);
});

describe('of a start or stop that was accepted, it is said what the status shows', () => {
  test.each([
    ['the state of before', true, { active: false }, 'does not show it after 30 s', 'service running?'],
    ['the state of before', false, { active: true }, 'does not show it after 30 s', 'service running?'],
    [
      'a locked account',
      true,
      { active: true, isLocked: true },
      'its account is locked',
      'unlock the account',
    ],
    ['another sync only', false, { id: 'x' }, 'does not list the sync', 'service running?'],
  ])('%s', async (_, after, status, words, hint) => {
    const { results } = await proven([anActive(after)], { worker: { s0: status } });
    expect(results[0]).toMatchObject({ outcome: 'notConverged', residual: [{ field: 'active' }] });
    expect(results[0]!.error).toMatchObject({
      code: 'not-converged',
      message: expect.stringContaining(words),
      hint: expect.stringContaining(hint),
    });
  });

  test('a locked one can be stopped', async () => {
    const locked = { worker: { s0: { active: false, isLocked: true } } };
    expect((await proven([anActive(false)], locked)).outcomes).toEqual(['applied']);
  });
});

test('who is stopped does not say that the worker does nothing', async () => {
  const stop = new AbortController();
  stop.abort();
  const { results } = await proven([anActive(false)], {}, stop);
  expect(results[0]).toMatchObject({ outcome: 'notConverged', error: { code: 'unverified' } });
});

test('what cannot be read proves nothing', async () => {
  const list = async () => {
    throw new WorldFailure('no answer', { code: 'timeout', call: 'GET /', retriable: true });
  };
  const { results } = await proven([anInterval()], { list });
  expect(results[0]).toMatchObject({ outcome: 'notConverged', error: { code: 'unverified' } });
});
