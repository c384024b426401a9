import { describe, expect, it } from 'vitest';
import { aSync } from '../../../test/support/build.ts';
import { type Answering, aWawi } from '../../../test/support/correcting.ts';
import { aChange, anActive, anInterval, aPlan } from '../../../test/support/report.ts';
import { durationOfSeconds } from '../../model/duration.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import type { ApprovedPlan } from '../approve.ts';
import type { WawiWriter } from '../ports.ts';
import { apply } from './apply.io.ts';

const syncs = ['one', 'two'].map((name) => aSync({ id: name, name }));
const changes = syncs.map((sync) =>
  aChange({ sync: { id: sync.id, name: sync.name, salesChannel: 'Shop' }, fields: [anInterval()] }),
);

async function applied(answering: Answering, stop = new AbortController(), wanted = changes) {
  const { wawi, asked } = aWawi(syncs, answering);
  const plan = aPlan({ changes: wanted }) as ApprovedPlan;
  const targets = new Map([['acme', { wawi, version: '2.0' } as const]]);
  const results = await apply(plan, targets, { concurrency: 1, stop: stop.signal });
  return { results, asked, outcomes: results.map(({ outcome }) => outcome) };
}

function refuse(code: 'forbidden' | 'rejected'): () => Promise<never> {
  return async () => {
    throw new WorldFailure(code, { code, call: 'POST /', retriable: false });
  };
}

describe('a change', () => {
  it('took where the ERP shows it afterwards, for which all are read once', async () => {
    const { outcomes, asked } = await applied({});
    expect(outcomes).toEqual(['applied', 'applied']);
    expect(asked).toEqual(['configure one', 'configure two', 'list']);
  });

  it('that the answer shows already is not read again', async () => {
    const configure = async (id: string) => ({
      attempts: 1,
      sync: aSync({ id, interval: durationOfSeconds(300) }),
    });
    expect((await applied({ configure })).asked).toEqual(['configure one', 'configure two']);
  });

  it('did not take where the ERP says yes and does nothing', async () => {
    const { results } = await applied({ isDeaf: true });
    expect(results[0]).toMatchObject({ outcome: 'notConverged', error: { code: 'not-converged' } });
    expect(results[0]!.residual).toEqual(changes[0]!.fields);
  });

  it('that was answered with an error, and did not take, has its words', async () => {
    const configure = async () => ({ attempts: 1, said: 'No licence.' });
    const { results } = await applied({ configure });
    expect(results[0]!.error?.message).toContain('did not take; it said: No licence.');
  });

  it('is not taken for done where nobody can read whether it took', async () => {
    const list = async () => {
      throw new WorldFailure('no answer', { code: 'timeout', call: 'GET /', retriable: true });
    };
    const { results } = await applied({ list });
    expect(results[0]).toMatchObject({ outcome: 'notConverged', error: { code: 'unverified' } });
  });
});

describe('after a failure', () => {
  it('of one sync the next is tried', async () => {
    const { outcomes } = await applied({ configure: refuse('rejected') });
    expect(outcomes).toEqual(['failed', 'failed']);
  });

  it('of the whole tenant nothing more is sent to it', async () => {
    const { results, asked } = await applied({ configure: refuse('forbidden') });
    expect(asked).toEqual(['configure one']);
    expect(results[1]).toMatchObject({ outcome: 'notAttempted', attempts: 0, error: { code: 'forbidden' } });
  });
});

it('nothing is sent once it was stopped', async () => {
  const stop = new AbortController();
  stop.abort();
  const { outcomes, asked } = await applied({}, stop);
  expect(outcomes).toEqual(['notAttempted', 'notAttempted']);
  expect(asked).toEqual([]);
});

describe('a change of whether a sync is active', () => {
  const wanted = (after: boolean) => [{ ...changes[0]!, fields: [anInterval(), anActive(after)] }];

  it('is sent last where it starts the sync, and first where it stops it; the list proves the rest, the status it', async () => {
    const [start, stop] = [
      await applied({}, undefined, wanted(true)),
      await applied({}, undefined, wanted(false)),
    ];
    expect(start.asked).toEqual(['configure one', 'start one', 'list', 'status']);
    expect(stop.asked).toEqual(['stop one', 'configure one', 'list', 'status']);
    for (const { results } of [start, stop])
      expect(results).toEqual([{ ...results[0], outcome: 'applied', attempts: 2 }]);
  });

  it('is not sent where the settings before it were refused', async () => {
    const { results, asked } = await applied({ configure: refuse('rejected') }, undefined, wanted(true));
    expect(asked).toEqual(['configure one']);
    expect(results).toMatchObject([{ outcome: 'failed', attempts: 1, residual: [{}, { field: 'active' }] }]);
    expect(results[0]!.error?.message).toBe('rejected (so it was not started)');
  });

  it('that was refused keeps the settings behind it from being sent, and no other sync', async () => {
    const all = [...wanted(false), changes[1]!];
    const { outcomes, asked } = await applied({ control: refuse('rejected') }, undefined, all);
    expect(asked).toEqual(['stop one', 'configure two', 'list']);
    expect(outcomes).toEqual(['failed', 'applied']);
  });

  it('is left for the next time where sollist is stopped in between', async () => {
    const stop = new AbortController();
    const configure: WawiWriter['configure'] = async (id) => {
      stop.abort();
      return { attempts: 1, sync: aSync({ id, interval: durationOfSeconds(300) }) };
    };
    const { results, asked } = await applied({ configure }, stop, wanted(true));
    expect(asked).toEqual(['configure one']);
    expect(results[0]).toMatchObject({
      ...{ outcome: 'notConverged', attempts: 1, residual: [{ field: 'active' }] },
      error: { code: 'stopped', message: 'stopped in between: it was not started' },
    });
  });
});
