import { describe, expect, test } from 'vitest';
import { inCloud, onPremise } from '../../../test/support/wawi/client.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import type { Learned, LearnedNames } from '../options.ts';
import { v20, v21 } from './v2.ts';
import { createVoice } from './voice.ts';

/** A memory that starts with this, and notes what it is told. */
function memory(known: Learned = {}) {
  const kept: unknown[] = [];
  const learned: LearnedNames = {
    of: async () => known,
    keep: async (_, all, news) => void kept.push([{ ...all }, news]),
  };
  return { learned, kept };
}

const url = 'https://api.example/erp';
const auto = inCloud({ url, version: 'auto' });

describe('auto', () => {
  test.each([
    ['2.0 where nothing is known', {}, v20],
    ['2.0 where that was found', { list: 'configs' }, v20],
    ['2.1 where that was found', { list: 'configurations' }, v21],
  ] as const)('is %s', async (_, known, dialect) => {
    const voice = await createVoice(auto, memory(known).learned);
    expect([voice.dialect(), voice.url().href]).toEqual([dialect, `${url}/v2/workers`]);
  });

  test('takes the other name when asked, and keeps it when told that it took', async () => {
    const { learned, kept } = memory();
    const voice = await createVoice(auto, learned);
    voice.otherName!.use();
    expect(voice.dialect()).toBe(v21);
    await voice.otherName!.took();
    expect(kept).toEqual([[{ list: 'configurations', path: 'v2/workers' }, 'list']]);
  });

  test('is nothing that a written version does, whatever is known', async () => {
    const voice = await createVoice(inCloud({ url }), memory({ list: 'configurations' }).learned);
    expect([voice.dialect(), voice.otherName]).toEqual([v20, undefined]);
  });
});

describe('of two addresses', () => {
  const gone = new WorldFailure('nothing there', { code: 'not-found', call: 'GET /', retriable: false });
  const down = new WorldFailure('down', { code: 'unreachable', call: 'GET /', retriable: true });

  /** Lists where each path answers with a failure, or with its own name. */
  async function listed(
    tenant: Parameters<typeof createVoice>[0],
    failures: Record<string, Error>,
    known?: Learned,
  ) {
    const { learned, kept } = memory(known);
    const voice = await createVoice(tenant, learned);
    const asked: unknown[] = [];
    const ask = async () => {
      const path = voice.url().pathname;
      asked.push([path, ...Object.values(voice.headers())]);
      if (failures[path]) throw failures[path];
      return path;
    };
    const answer = await voice.list(ask).catch((error) => error);
    return { answer, asked, kept, next: voice.url().pathname };
  }

  const cloud = inCloud({ url: 'https://api.example', version: '1.3' });
  const own = onPremise({ url: 'https://wawi.example', version: '1.1' });
  const [first, second] = ['/v1/workers', '/workers'];

  test('the usual one is asked first, and no other while it answers', async () => {
    expect(await listed(cloud, {})).toMatchObject({ asked: [[first]], kept: [] });
    expect(await listed(own, {})).toMatchObject({ asked: [[second, '1.1']], kept: [] });
  });

  test('the other one is asked where there is nothing, with the version in a header, and kept', async () => {
    expect(await listed(cloud, { [first]: gone })).toEqual({
      answer: second,
      asked: [[first], [second, '1.3']],
      kept: [[{ list: 'configs', path: 'workers' }, 'path']],
      next: second,
    });
    expect(await listed(own, { [second]: gone })).toMatchObject({ answer: first, next: first });
  });

  test('what was found is asked first, and given up as it was found', async () => {
    expect(await listed(cloud, {}, { path: 'workers' })).toMatchObject({ asked: [[second, '1.3']] });
    expect(await listed(cloud, { [second]: gone }, { path: 'workers' })).toMatchObject({ next: first });
  });

  test.each([
    ['neither is there', { [first]: gone, [second]: gone }, gone, 2],
    ['the usual one cannot be reached', { [first]: down }, down, 1],
    ['the other one cannot be reached', { [first]: gone, [second]: down }, down, 2],
  ])('nothing is learned where %s', async (_, failures, answer, requests) => {
    const found = await listed(cloud, failures);
    expect(found).toMatchObject({ answer, kept: [], next: first });
    expect(found.asked).toHaveLength(requests);
  });

  test('there is only one from 2.0 on', async () => {
    const one = inCloud({ url: 'https://api.example', version: '2.0' });
    expect((await listed(one, { '/v2/workers': gone })).asked).toHaveLength(1);
  });
});
