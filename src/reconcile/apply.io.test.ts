import { describe, expect, it } from 'vitest';
import { aSync } from '../../test/support/build.ts';
import { type Answering, aWawi } from '../../test/support/correcting.ts';
import { aChange, anInterval, anOptionChange, aPlan } from '../../test/support/report.ts';
import { durationOfSeconds } from '../model/duration.ts';
import type { FieldChange } from '../model/fields/index.ts';
import { WorldFailure } from '../problems/worldFailure.ts';
import { apply } from './apply.io.ts';
import type { ApprovedPlan } from './approve.ts';
import type { ConfigureAnswer, WawiWriter } from './ports.ts';

const syncs = ['one', 'two'].map((name) => aSync({ id: name, name }));
const changes = syncs.map((sync) =>
  aChange({ sync: { id: sync.id, name: sync.name, salesChannel: 'Shop' }, fields: [anInterval()] }),
);

async function applied(answering: Answering, stop = new AbortController()) {
  const { wawi, asked } = aWawi(syncs, answering);
  const plan = aPlan({ changes }) as ApprovedPlan;
  const targets = new Map([['acme', { wawi, version: '2.0' } as const]]);
  const results = await apply(plan, targets, { concurrency: 1, stop: stop.signal });
  return { results, asked, outcomes: results.map(({ outcome }) => outcome) };
}

function refuse(code: 'forbidden' | 'rejected' | 'changed-meanwhile'): WawiWriter['configure'] {
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

  it('is sent once more, after a look, where somebody else changed the sync meanwhile', async () => {
    const { results, asked } = await applied({ configure: refuse('changed-meanwhile') });
    expect(asked.slice(0, 3)).toEqual(['configure one', 'list', 'configure one']);
    expect(results[0]).toMatchObject({ outcome: 'failed', attempts: 2 });
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

describe('the other name of options', () => {
  const [sync] = syncs;
  const text = { id: 'aaaaaaaa-0000-4000-8000-000000000002', name: 'Text', type: 'text' };
  const toNull = anOptionChange({ option: text, before: 'a', after: null });

  async function tried(fields: readonly FieldChange[], second: () => Promise<ConfigureAnswer>) {
    const sent: number[] = [];
    const { wawi, asked } = aWawi(syncs, {
      configure: (_, { options }) =>
        sent.push(options.length) > 1 ? second() : Promise.resolve({ attempts: 1 }),
    });
    const [uses, took]: [string[], string[]] = [[], []];
    const otherName = { use: () => void uses.push('use'), took: async () => void took.push('took') };
    const change = aChange({ sync: { id: sync!.id, name: 'one', salesChannel: 'Shop' }, fields });
    const targets = new Map([['acme', { wawi: { ...wawi, otherName }, version: 'auto' } as const]]);
    const plan = aPlan({ changes: [change] }) as ApprovedPlan;
    const results = await apply(plan, targets, { concurrency: 1, stop: new AbortController().signal });
    return { result: results[0]!, sent, asked, uses, took };
  }

  it('that the server refuses was not the reason why the value did not take', async () => {
    const refused = refuse('rejected') as () => Promise<never>;
    const { result, uses, took } = await tried([anOptionChange()], refused);
    expect(result).toMatchObject({ outcome: 'notConverged', attempts: 2, error: { code: 'not-converged' } });
    expect([uses, took]).toEqual([['use', 'use'], []]);
  });

  it('never carries a null, which only one of the two can', async () => {
    const answered = async () => ({ attempts: 1 });
    expect((await tried([anOptionChange(), toNull], answered)).sent).toEqual([2, 1]);
    expect(await tried([toNull], answered)).toMatchObject({
      sent: [1],
      uses: [],
      asked: ['configure one', 'list'],
    });
  });
});
