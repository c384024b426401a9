import { expect, it } from 'vitest';
import { aSync } from '../../../test/support/build.ts';
import { aWawi } from '../../../test/support/correcting.ts';
import { aChange, anOptionChange } from '../../../test/support/report.ts';
import type { FieldChange } from '../../model/fields/index.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import type { ConfigureAnswer } from '../ports.ts';
import { sendByOtherName, setsOptions } from './otherName.io.ts';

const text = { id: 'aaaaaaaa-0000-4000-8000-000000000002', name: 'Text', type: 'text' };
const toNull = anOptionChange({ option: text, before: 'a', after: null });
const change = (fields: readonly FieldChange[]) =>
  aChange({ sync: { id: 'one', name: 'one', salesChannel: 'Shop' }, fields });

/** After a first request of which nothing took. */
async function tried(fields: readonly FieldChange[], second: () => Promise<ConfigureAnswer>) {
  const sent: number[] = [];
  const configure = (_: string, { options }: { readonly options: readonly unknown[] }) => {
    sent.push(options.length);
    return second();
  };
  const { wawi, asked } = aWawi([aSync({ id: 'one', name: 'one' })], { configure });
  const [uses, took]: [string[], string[]] = [[], []];
  const otherName = { use: () => void uses.push('use'), took: async () => void took.push('took') };
  const target = { wawi: { ...wawi, otherName }, version: 'auto' } as const;
  const unproven = { unproven: change(fields), attempts: 1 };
  const result = await sendByOtherName(target, unproven, new AbortController().signal);
  return { result, sent, asked, uses, took };
}

it('that the server refuses was not the reason why the value did not take', async () => {
  const refused = async () => {
    throw new WorldFailure('no', { code: 'rejected', call: 'POST /', retriable: false });
  };
  const { result, uses, took } = await tried([anOptionChange()], refused);
  expect(result).toMatchObject({ outcome: 'notConverged', attempts: 2, error: { code: 'not-converged' } });
  expect([uses, took]).toEqual([['use', 'use'], []]);
});

it('never carries a null, which only one of the two can', async () => {
  const answered = async () => ({ attempts: 1 });
  expect((await tried([anOptionChange(), toNull], answered)).sent).toEqual([1]);
  expect(await tried([toNull], answered)).toMatchObject({ sent: [], uses: [], asked: ['list'] });
});

it('is for options whose change nothing shows', () => {
  const unproven = (fields: readonly FieldChange[]) => ({ unproven: change(fields), attempts: 1 });
  expect(setsOptions(unproven([anOptionChange()]))).toBe(true);
  expect(setsOptions(unproven([]))).toBe(false);
  expect(setsOptions({ ...change([anOptionChange()]), outcome: 'applied', attempts: 1 })).toBe(false);
});
