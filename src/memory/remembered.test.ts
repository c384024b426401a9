import { expect, test } from 'vitest';
import { anInterval, anOptionChange } from '../../test/support/report.ts';
import { afterWrites, holdOf, isContested } from '../daemon/contested.ts';
import { nothingTold } from '../daemon/events/event.ts';
import type { Efforts } from '../daemon/state.ts';
import { durationOfSeconds } from '../model/duration.ts';
import type { FieldChange } from '../model/fields/index.ts';
import { Concealed } from '../model/secret.ts';
import { rememberedIn, rememberedJson } from './remembered.ts';

const target = { tenant: 'acme', sync: { id: 's', name: 'Ebay', salesChannel: 'Shop' } };
const canary = 'canary-s3cret-4711';

const secret = (value: string) =>
  ({ ...anOptionChange(), before: new Concealed('old'), after: new Concealed(value) }) as FieldChange;

const { origin } = anInterval();
const stop = { field: 'active', before: true, after: false, cause: 'live', origin } as const;

function fought(field: FieldChange): Efforts {
  const change = { ...target, mode: 'enforce', origin: field.origin, fields: [field] } as const;
  const write = { ...change, outcome: 'applied', attempts: 1 } as const;
  return [1, 2, 3, 4].reduce((known, now) => afterWrites(known, [write], now), new Map() as Efforts);
}

/** As it comes back from disk, so many times over. */
function recalled(efforts: Efforts, times: number): Efforts {
  const once = rememberedJson({ told: nothingTold, efforts, unsent: [] }, 'salt');
  const text = JSON.stringify(once);
  expect(text).not.toContain(canary);
  const { efforts: again } = rememberedIn(JSON.parse(text));
  return times > 1 ? recalled(again, times - 1) : again;
}

test.each<[string, FieldChange, FieldChange]>([
  ['an interval', anInterval(), anInterval({ after: durationOfSeconds(7) })],
  ['a stop', stop, { ...stop, after: true }],
  ['a secret', secret(canary), secret('another')],
])('what is contested is so after restarts, and starts anew with an edit: %s', (_, field, edited) => {
  const efforts = recalled(fought(field), 3);
  expect([...efforts.values()].map(isContested)).toEqual([true]);
  const time = { now: 5, period: 60_000 };
  expect(holdOf(efforts, target, field, time)?.why).toBe('contested');
  expect(holdOf(efforts, target, edited, time)).toBeUndefined();
});

test('what was told stays told, but for what a new log and a new stdout begin with', () => {
  const told = {
    ...nothingTold,
    ...{ tree: { last: 'a', sets: ['a'] }, passes: ['p'], troubles: 't', report: 'r' },
    tenants: [{ tenant: 'acme', since: 1, code: 'timeout' }],
    drift: [{ tenant: 'acme', sync: target.sync, fields: ['f'] }],
  };
  const data = JSON.parse(JSON.stringify(rememberedJson({ told, efforts: new Map(), unsent: [] }, 'salt')));
  expect(rememberedIn(data).told).toEqual({
    ...told,
    ...{ tree: { sets: ['a'] }, troubles: '', report: '' },
    tenants: [{ tenant: 'acme', since: 1, code: '' }],
  });
});
